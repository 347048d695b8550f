"""Names that are imitated: who imitates, and who does not."""

import pytest

from osint_kit.errors import UsageError
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.known_names import KnownNames, known_names, packaged_owners, read_owners


def imitated(name: str) -> str | None:
    return domain_record(name, known=known_names()).confusable_with


@pytest.mark.parametrize(
    "name, known",
    [
        ("раураl.com", "paypal.com"),
        ("xn--80aa0cbo65f.com", "paypal.com"),
        ("paypa1.com", "paypal.com"),
        ("PAYPAI.com", "paypal.com"),
        ("rnicrosoft.com", "microsoft.com"),
        ("arnazon.co.uk", "amazon.co.uk"),
        ("faceb00k.com", "facebook.com"),
        ("whatsаpp.net", "whatsapp.net"),
        ("gооgle.example", "google.com"),
        ("fácebook.com", "facebook.com"),
        ("vodaf0ne.com.fj", "vodafone.com.fj"),
        ("https://paypa1-login.com/x", "paypal.com"),
        ("раураl.com.verify.example", "paypal.com"),
        ("sefa@lnstagram.com", "instagram.com"),
        ("dh1.com", "dhl.com"),
        ("p0lice.gov.vu", "police.gov.vu"),
        ("immlgration.gov.fj", "immigration.gov.fj"),
    ],
)
def test_look_alike_letters_imitate_a_known_name(name: str, known: str) -> None:
    assert imitated(name) == known


@pytest.mark.parametrize(
    "name",
    [
        "paypal.com",
        "www.paypal.com",
        "paypal.ru",  # another suffix, and no letter that looks like another
        "paypal-login.com",
        "bsp.com.pg",
        "vodafone.com.vu",
        "gmail.com",
        "googIemail.example.com",
        "example.com",
        "p0lice.com",  # an everyday word: only under the same suffix
        "dh1.example",  # too short to tell anything
        "dh1.example.com",
        "10m.com",
        "7.com",
        "m.facebook.com",
        "xn--80aa0cbo65f.facebook.com",
        "bücher.example",
        "яндекс.com",
        "co.uk",
        "not a name",
    ],
)
def test_what_imitates_nobody(name: str) -> None:
    assert imitated(name) is None


@pytest.mark.parametrize("domain", [domain for owner in packaged_owners() for domain in owner.domains])
def test_no_known_name_imitates_another(domain: str) -> None:
    assert imitated(domain) is None
    assert imitated(f"www.{domain}") is None


def test_each_line_has_a_kind_an_owner_and_a_source() -> None:
    assert len(packaged_owners()) > 60
    for owner in packaged_owners():
        assert owner.kind
        assert owner.who, owner.domains
        assert owner.source.startswith("https://"), owner.domains
    domains = [domain for owner in packaged_owners() for domain in owner.domains]
    assert len(domains) == len(set(domains))


def test_the_operator_adds_names() -> None:
    own = read_owners("# mine\n\npacific-careers.example, pacific-careers.com\nbank.example # bank; Bank\n", "x")
    known = KnownNames([*own, *packaged_owners()])
    assert domain_record("pac1fic-careers.example", known=known).confusable_with == "pacific-careers.example"
    assert domain_record("pacific-careers.com", known=known).confusable_with is None
    assert known.same_owner("pacific-careers.example", "pacific-careers.com")
    assert not known.same_owner("bank.example", "pacific-careers.com")


@pytest.mark.parametrize("line", ["not_a name!", "com", "192.0.2.1", "a..b", "\x1b[31m"])
def test_a_line_that_holds_no_domain_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="own.txt, line 2"):
        read_owners(f"bank.example\n{line}\n", "own.txt")
