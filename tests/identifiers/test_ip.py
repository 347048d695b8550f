"""IP addresses: strict forms in, the short form out."""

import pytest

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.ip import is_ip, read_ip

ACCEPTED = [
    ("192.0.2.1", "192.0.2.1"),
    (" 192.0.2.1 ", "192.0.2.1"),
    ("192.0.2[.]1", "192.0.2.1"),
    ("192[.]0[.]2[.]1", "192.0.2.1"),
    ("0.0.0.0", "0.0.0.0"),
    ("255.255.255.255", "255.255.255.255"),
    ("127.0.0.1", "127.0.0.1"),
    ("2001:db8::1", "2001:db8::1"),
    ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
    ("2001:0db8:0000::0001", "2001:db8::1"),
    ("[2001:db8::1]", "2001:db8::1"),
    ("::", "::"),
    ("::1", "::1"),
    ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
    ("::FFFF:C000:0201", "::ffff:192.0.2.1"),
    ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"),
]
REFUSED = [
    "",
    "192.0.2",
    "192.0.2.1.5",
    "192.0.2.256",
    "192.0.2.01",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "192.0.2.1/24",
    "10.0.0.0/8",
    "192.0.2.1:80",
    "１９２.0.2.1",
    "fe80::1%eth0",
    "2001:db8:::1",
    "2001:db8",
    "[192.0.2.1]",
    "192.0.2.1\n192.0.2.2",
    "example.com",
]


@pytest.mark.parametrize("text, value", ACCEPTED)
def test_an_address_is_read(text: str, value: str) -> None:
    assert read_ip(text) == Identifier(Kind.IP, value)
    assert read_ip(value).value == value
    assert is_ip(text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_strict_address_is_refused(text: str) -> None:
    assert not is_ip(text)
    with pytest.raises(NotReadable) as refused:
        read_ip(text)
    assert str(refused.value).isprintable()
