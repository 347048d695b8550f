"""Handles: what is accepted, what it becomes, and what is refused before it gets into an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.account import account_parts, read_account
from osint_kit.identifiers.handle import read_handle

ACCEPTED = [
    ("sefa", "sefa"),
    ("@sefa", "sefa"),
    ("@Sefa.V", "Sefa.V"),
    ("  sefa\t", "sefa"),
    ("mr.smith", "mr.smith"),
    ("sefa_v-2", "sefa_v-2"),
    ("_sefa_", "_sefa_"),
    (".sefa", ".sefa"),
    ("7012345", "7012345"),
    ("सेफा", "सेफा"),
    ("Юлия", "Юлия"),
    ("ＳＥＦＡ", "SEFA"),
    ("ﬁji", "fiji"),
    ("Café", "Café"),
    ("cafe\u0301", "café"),
    ("小美", "小美"),
    ("x" * 64, "x" * 64),
    ("e\u0301\u0323", "\u1eb9\u0301"),
]
REFUSED = [
    "",
    "@",
    "@@sefa",
    "sefa v",
    "../../etc/passwd",
    "..\\..\\windows",
    "..",
    "._-",
    "%00",
    "sefa%2f",
    "{account}",
    "sefa\nHost: evil",
    "sefa\r",
    "sefa\x00",
    "sefa\u202ev",
    "\u200esefa",
    "sefa\u200b",
    "sefa\ud800",
    "sefa?x=1",
    "sefa#x",
    "sefa@mastodon.example",
    "💰",
    "=cmd()",
    "x" * 65,
    "ﬃ" * 30,
]


@pytest.mark.parametrize("text, value", ACCEPTED)
def test_a_handle_is_read(text: str, value: str) -> None:
    assert read_handle(text) == Identifier(Kind.HANDLE, value)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_handle_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_handle(text)


@pytest.mark.parametrize("text", ["https://www.instagram.com/sefajobs679", "instagram.com/sefajobs679"])
def test_a_link_in_place_of_a_handle_is_called_a_link(text: str) -> None:
    with pytest.raises(NotReadable, match="this is a link"):
        read_handle(text)


@pytest.mark.parametrize("text", REFUSED)
def test_no_message_carries_what_could_harm_a_terminal(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_handle(text)
    assert str(refused.value).isprintable()


@given(st.text())
def test_a_handle_is_canonical_already_when_it_is_read_again(text: str) -> None:
    try:
        once = read_handle(text)
    except NotReadable:
        return
    assert read_handle(once.value) == once


@pytest.mark.parametrize(
    "platform, handle, value",
    [
        ("github", "sefa", "github:sefa"),
        ("GitHub", "@Sefa", "github:Sefa"),
        ("mastodon.example", "sefa", "mastodon.example:sefa"),
        ("x", "sefa", "x:sefa"),
        ("500px", "sefa", "500px:sefa"),
    ],
)
def test_an_account_is_a_platform_and_a_handle(platform: str, handle: str, value: str) -> None:
    account = read_account(platform, handle)
    assert account == Identifier(Kind.ACCOUNT, value)
    assert read_account(*account_parts(account)) == account


@pytest.mark.parametrize(
    "platform, handle",
    [
        ("", "sefa"),
        ("github", ""),
        ("git hub", "sefa"),
        ("../x", "sefa"),
        ("github", "../x"),
        ("gît", "sefa"),
    ],
)
def test_what_is_no_account_is_refused(platform: str, handle: str) -> None:
    with pytest.raises(NotReadable):
        read_account(platform, handle)
