"""E-mail addresses: the local part as written, the domain canonical."""

import pytest

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.email import read_email

ACCEPTED = [
    ("sefa@example.com", "sefa@example.com"),
    ("Sefa.V@Example.COM", "Sefa.V@example.com"),
    (" sefa@example.com ", "sefa@example.com"),
    ("sefa@example.com.", "sefa@example.com"),
    ("sefa+jobs@example.com", "sefa+jobs@example.com"),
    ("o'brien@example.com", "o'brien@example.com"),
    ("a@b.test", "a@b.test"),
    ("sefa[@]example[.]com", "sefa@example.com"),
    ("sefa@mail.example.com", "sefa@mail.example.com"),
    ("sefa@bücher.example", "sefa@xn--bcher-kva.example"),
    ("sefa@xn--bcher-kva.example", "sefa@xn--bcher-kva.example"),
    ("юлия@example.com", "юлия@example.com"),
    ("sefa@example.newtld", "sefa@example.newtld"),
    ("=1+1@example.com", "=1+1@example.com"),
    ("x" * 64 + "@example.com", "x" * 64 + "@example.com"),
]
REFUSED = [
    "",
    "@",
    "sefa",
    "sefa@",
    "@example.com",
    "sefa@localhost",
    "sefa@example..com",
    "se fa@example.com",
    ".sefa@example.com",
    "sefa.@example.com",
    "se..fa@example.com",
    '"sefa v"@example.com',
    "sefa@192.0.2.1",
    "sefa@[192.0.2.1]",
    "sefa@[2001:db8::1]",
    "a@b@example.com",
    "sefa\n@example.com",
    "sefa@example.com\nBcc: x@example.com",
    "sefa@my_host.example.com",
    "sefa@example.com, v@example.com",
    "x" * 65 + "@example.com",
    "ю" * 33 + "@example.com",
]


@pytest.mark.parametrize("text, value", ACCEPTED)
def test_an_address_is_read(text: str, value: str) -> None:
    assert read_email(text) == Identifier(Kind.EMAIL, value)
    assert read_email(value).value == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_email(text)
    assert str(refused.value).isprintable()
