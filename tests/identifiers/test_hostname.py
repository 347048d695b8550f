"""Host names: both forms, and what DNS, UTS 46 and IDNA 2008 do not allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers import NotReadable
from osint_kit.identifiers.hostname import HostName, read_host_name

ACCEPTED = [
    ("example.com", "example.com", "example.com"),
    ("EXAMPLE.Com", "example.com", "example.com"),
    ("example.com.", "example.com", "example.com"),
    ("localhost", "localhost", "localhost"),
    ("a-b.example", "a-b.example", "a-b.example"),
    ("r3---sn-x.example", "r3---sn-x.example", "r3---sn-x.example"),
    ("_dmarc.example.com", "_dmarc.example.com", "_dmarc.example.com"),
    ("3d.ae", "3d.ae", "3d.ae"),
    ("1.2.3.example", "1.2.3.example", "1.2.3.example"),
    ("Bücher.example", "xn--bcher-kva.example", "bücher.example"),
    ("xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example"),
    ("XN--BCHER-KVA.example", "xn--bcher-kva.example", "bücher.example"),
    ("faß.de", "xn--fa-hia.de", "faß.de"),
    ("ＥＸＡＭＰＬＥ。com", "example.com", "example.com"),
    ("食狮.中国", "xn--85x722f.xn--fiqs8s", "食狮.中国"),
    ("i❤.ws", "xn--i-7iq.ws", "i❤.ws"),
    ("xn--i-7iq.ws", "xn--i-7iq.ws", "i❤.ws"),
    ("x" * 63 + ".com", "x" * 63 + ".com", "x" * 63 + ".com"),
    (".".join(["x" * 49] * 5) + ".fj", ".".join(["x" * 49] * 5) + ".fj", ".".join(["x" * 49] * 5) + ".fj"),
]
REFUSED = [
    "",
    ".",
    "..",
    "a..b",
    ".example.com",
    "-a.example",
    "a-.example",
    "a b.example",
    "a/b.example",
    "a\x00.example",
    "a\n.example",
    "a%2e.example",
    "*.example.com",
    "a\u202eb.example",
    "\u0301a.example",
    ":❤.example",
    "-❤.example",
    "xn--❤.example",
    "❤" * 60 + ".example",
    "a\ud800.example",
    "ü\ud800.example",
    "xn--.example",
    "xn--a.example",
    "xn--zzzzzz.example",
    "xn--abc-.example",
    "xn--bcher-2pa.example",  # bÜcher, not in lower case
    "xn--a-wbb.example",  # begins with a mark
    "xn--4th.example",  # Ⓐ, which is written a
    "192.0.2.1",
    "1.2.3",
    "0x7f.1",
    "a.0x7f",
    "2130706433",
    "x" * 64 + ".com",
    "ü" * 60 + ".com",
    ".".join(["x" * 50] * 5),
]


@pytest.mark.parametrize("text, ascii_, unicode", ACCEPTED)
def test_a_name_has_both_its_forms(text: str, ascii_: str, unicode: str) -> None:
    assert read_host_name(text) == HostName(ascii_, unicode)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_host_name(text)
    assert str(refused.value).isprintable()


@given(st.text() | st.text("aü❤xn-.1_ß\u200d。", min_size=1))
def test_either_form_is_read_as_the_same_name(text: str) -> None:
    try:
        name = read_host_name(text)
    except NotReadable:
        return
    assert read_host_name(name.ascii) == name
    assert read_host_name(name.unicode) == name
