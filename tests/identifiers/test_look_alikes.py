"""Names that could be taken for a given one: which kinds there are, and what holds for all of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_kit.identifiers import NotReadable
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.identifiers.look_alikes import CHANGES, look_alikes


@pytest.mark.parametrize(
    "name, like, change",
    [
        ("microsoft.com", "rnicrosoft.com", "look-alike letters"),
        ("google.com", "g0ogle.com", "look-alike letters"),
        ("google.com", "g00gle.com", "look-alike letters"),
        ("paypal.com", "paypa1.com", "look-alike letters"),
        ("wise.com", "vvise.com", "look-alike letters"),
        ("paypal.com", "раураӏ.com", "letters of another alphabet"),
        ("paypal.com", "рaypal.com", "letters of another alphabet"),
        ("google.com", "gооgle.com", "letters of another alphabet"),
        ("bank.com", "bánk.com", "accent"),
        ("bank.com", "bnak.com", "letters swapped"),
        ("bank.com", "bnk.com", "letter left out"),
        ("bank.com", "bannk.com", "letter doubled"),
        ("bank.com", "bamk.com", "wrong key"),
        ("bank.com", "bqnk.com", "wrong key"),  # on a French keyboard
        ("bank.com", "benk.com", "other vowel"),
        ("bank.com", "banjk.com", "key too many"),
        ("bank.com", "jank.com", "bit flip"),
        ("bank.com", "bankx.com", "letter added"),
        ("bank.com", "ba-nk.com", "hyphen"),
        ("island-jobs.com", "islandjobs.com", "hyphen"),
        ("island-jobs.com", "island-job.com", "plural"),
        ("island-jobs.com", "islands-jobs.com", "plural"),
        ("bank.com", "b.ank.com", "dot put in"),
        ("bank.com", "wwwbank.com", "dot left out"),
        ("mail.bank.com", "mailbank.com", "dot left out"),
        ("mail.bank.com", "mail-bank.com", "dot left out"),
        ("bank.com", "bank.com.fj", "other suffix"),
        ("bank.com", "bank.vu", "other suffix"),
        ("bank.com.fj", "bankcom.fj", "suffix in the name"),
        ("bank.com.fj", "bank-com-fj.com", "suffix in the name"),
        ("bank.com.fj", "bank.com-fj.com", "suffix in the name"),
        ("bank.com.fj", "bank-jobs.com.fj", "word added"),
        ("bank.com.fj", "apply-bank.com.fj", "word added"),
        ("bank.com.fj", "bankvisa.com", "word added"),
        ("police.gov.vu", "p0lice.gov.vu", "look-alike letters"),
        ("bücher.example", "büchers.example", "plural"),
    ],
)
def test_each_kind_of_change_is_made(name: str, like: str, change: str) -> None:
    found = {item.unicode: item.change for item in look_alikes(read_host_name(name).ascii)}
    assert found[like] == change


@pytest.mark.parametrize("name", ["pacific-careers.example", "bsp.com.fj", "a.example", "xn--bcher-kva.example"])
def test_all_kinds_come_in_their_order_and_no_name_twice(name: str) -> None:
    found = list(look_alikes(name))
    kinds = [item.change for item in found]
    assert kinds == sorted(kinds, key=CHANGES.index)
    assert len({item.domain for item in found}) == len(found)
    assert name not in {item.domain for item in found}
    assert found == list(look_alikes(name))


def test_every_kind_has_its_word() -> None:
    assert {item.change for item in look_alikes("www.pacific-careers.com.fj")} == set(CHANGES)


def test_domains_of_the_same_owner_are_no_look_alikes() -> None:
    assert "bsp.com.pg" not in {item.domain for item in look_alikes("bsp.com.fj")}
    assert "anz.com.au" not in {item.domain for item in look_alikes("anz.com")}


def test_a_public_suffix_has_none() -> None:
    with pytest.raises(NotReadable, match=r"co\.uk is a public suffix"):
        next(look_alikes("co.uk"))


@settings(max_examples=25)
@given(st.text("abcilmorsuwv0159-", min_size=1, max_size=63).filter(lambda word: word[0] != "-" and word[-1] != "-"))
def test_all_are_names_that_could_be_registered(label: str) -> None:
    if label.startswith("xn--"):
        return
    for item in look_alikes(f"{label}.example"):
        assert read_host_name(item.domain).unicode == item.unicode
        assert len(item.domain) <= 253


def test_the_longest_name_is_bounded() -> None:
    label = "a1" * 31 + "b"
    assert len(list(look_alikes(f"{label}.{label}.{label}.{'x' * 56}.fj"))) < 6000
