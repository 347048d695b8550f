"""Which names may be one person's: a false difference takes an account away, a false likeness adds a stranger's."""

import pytest

from osint_kit.profiles.names_told import alike, may_be_one


@pytest.mark.parametrize(
    "one, other, may",
    [
        ("sefa vulaono", "sefa vulaono", True),
        ("sefa", "sefa vulaono", True),
        ("sefa v.", "sefa vulaono", True),
        ("sefa v", "sefa v. vulaono", True),
        ("vulaono", "sefa vulaono", True),
        ("joe vulaono", "joseph vulaono", True),
        ("sefa mele vulaono", "sefa vulaono", True),
        ("sefa vulaono", "sefa tari", False),
        ("sefa v.", "sefa tari", False),
        ("sefa vulaono", "mere tari", False),
        ("sefa", "mere", False),
        ("小明", "小明", True),
        ("", "", True),
    ],
)
def test_names(one: str, other: str, may: bool) -> None:
    assert may_be_one(one, other) is may_be_one(other, one) is may


def test_places_that_share_a_word_are_alike() -> None:
    assert alike("suva, fiji", "suva,")
    assert not alike("suva", "lagos")
