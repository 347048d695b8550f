"""`parse`: which kind a text is, what it becomes, and what is said where it is none."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.errors import UsageError
from osint_kit.identifiers import Kind, NotReadable, parse

BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"

ACCEPTED = [
    ("+679 999 1234", Kind.PHONE, "+6799991234"),
    ("00679 9991234", Kind.PHONE, "+6799991234"),
    ("tel:+679-999-1234", Kind.PHONE, "+6799991234"),
    ("phone:+679 999 1234", Kind.PHONE, "+6799991234"),
    ("whatsapp:+6799991234", Kind.PHONE, "+6799991234"),
    ("6799991234@s.whatsapp.net", Kind.PHONE, "+6799991234"),
    ("6799991234@s.whatsapp.example", Kind.EMAIL, "6799991234@s.whatsapp.example"),
    ("wa.me/6799991234", Kind.PHONE, "+6799991234"),
    ("Sefa.V@Example.com", Kind.EMAIL, "Sefa.V@example.com"),
    ("sefa[@]example[.]com", Kind.EMAIL, "sefa@example.com"),
    ("mailto:sefa@example.com?subject=job", Kind.EMAIL, "sefa@example.com"),
    ("email:sefa@example.com", Kind.EMAIL, "sefa@example.com"),
    ("example.com", Kind.DOMAIN, "example.com"),
    ("WWW.Example[.]com.", Kind.DOMAIN, "www.example.com"),
    ("jobs.fiji.example", Kind.DOMAIN, "jobs.fiji.example"),
    ("pacific.test", Kind.DOMAIN, "pacific.test"),
    ("3d.ae", Kind.DOMAIN, "3d.ae"),
    ("食狮。公司.cn", Kind.DOMAIN, "xn--85x722f.xn--55qx5d.cn"),
    ("domain:a.unknownzz", Kind.DOMAIN, "a.unknownzz"),
    ("192.0.2.1", Kind.IP, "192.0.2.1"),
    ("192.0.2[.]1", Kind.IP, "192.0.2.1"),
    ("2001:DB8::0:1", Kind.IP, "2001:db8::1"),
    ("[::1]", Kind.IP, "::1"),
    ("ip:2001:db8::1", Kind.IP, "2001:db8::1"),
    ("https://example.com/a?b=c", Kind.URL, "https://example.com/a?b=c"),
    ("hxxps://example[.]com/a", Kind.URL, "https://example.com/a"),
    ("https://wa.me/6799991234", Kind.URL, "https://wa.me/6799991234"),
    ("url:https://example.com/a", Kind.URL, "https://example.com/a"),
    ("@Sefa", Kind.HANDLE, "Sefa"),
    ("handle:सेफा", Kind.HANDLE, "सेफा"),
    ("@7012345", Kind.HANDLE, "7012345"),
    ("github:Sefa", Kind.ACCOUNT, "github:Sefa"),
    ("GitHub: @sefa", Kind.ACCOUNT, "github:sefa"),
    ("account:mastodon.example:sefa", Kind.ACCOUNT, "mastodon.example:sefa"),
    (BITCOIN, Kind.WALLET, BITCOIN),
    (f"bitcoin:{BITCOIN}?amount=1", Kind.WALLET, BITCOIN),
    ("0xDE709F2102306220921060314715629080E2FB77", Kind.WALLET, "0xde709f2102306220921060314715629080e2fb77"),
    ("name:Sefa V", Kind.NAME, "Sefa V"),
    ("Name: Sefa  V ", Kind.NAME, "Sefa V"),
]

# Text, and a word of what is said.
REFUSED = [
    ("", "nothing stands here"),
    (" \t ", "nothing stands here"),
    ("sefa", "write @sefa for a handle"),
    ("Sefa V", "write name:"),
    ("com", "@com"),
    ("localhost", "@localhost"),
    ("7012345", "no country code"),
    ("(679) 999-1234", "no country code"),
    ("+679 123", "too short in Fiji"),
    ("00999 1234567", "no country"),
    ("a.unknownzz", "write domain:a.unknownzz"),
    ("example.com/path", "https://"),
    ("example.com:80", "':'"),
    ("ftp://example.com/", "http and https"),
    ("http://", ""),
    ("127.1", "no IP address"),
    ("0177.0.0.1", "no IP address"),
    ("0x7f.1", "no IP address"),
    ("10.0.0.0/8", "network"),
    ("fe80::1%eth0", "zone"),
    ("2001:db8:::1", "no IP address"),
    (BITCOIN[:-1] + "b", "checksum"),
    ("@../../etc/passwd", "'/'"),
    ("../../etc/passwd", "path"),
    ("@{account}", "'{'"),
    ("%00", "no identifier"),
    ("@sefa\nHost: x", "U+000A"),
    ("github:../x", "'/'"),
    ("@sefa@mastodon.example", "account:"),
    ("sefa@localhost", "full domain name"),
    ("javascript:alert(1)", "no identifier"),
    ("text:anything", "no identifier"),
    ("name:", "letter"),
    ("=cmd()", "no identifier"),
    ("x" * 9000, "too many"),
]


@pytest.mark.parametrize("text, kind, value", ACCEPTED)
def test_a_text_has_a_kind_and_a_canonical_value(text: str, kind: Kind, value: str) -> None:
    found = parse(text)
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize("text, words", REFUSED)
def test_what_is_none_is_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(NotReadable) as refused:
        parse(text)
    assert words in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("text", [text for text, _, _ in ACCEPTED])
def test_the_canonical_form_with_its_kind_is_read_as_the_same(text: str) -> None:
    found = parse(text)
    assert parse(str(found)) == found


@pytest.mark.parametrize(
    "text, kind",
    [("999 1234", Kind.PHONE), ("tel:9991234", Kind.PHONE), ("example.com", Kind.DOMAIN), ("192.0.2.1", Kind.IP)],
)
def test_in_a_region_its_numbers_are_numbers(text: str, kind: Kind) -> None:
    assert parse(text, region="FJ").kind is kind


def test_dotted_numbers_of_a_region_are_phone_numbers_before_they_are_faulty_addresses() -> None:
    assert parse("1.202.555.0123", region="US").value == "+12025550123"


@pytest.mark.parametrize("text", ["+6799991234", "example.com", "@sefa"])
def test_a_region_that_there_is_not_is_an_error_of_usage(text: str) -> None:
    with pytest.raises(UsageError):
        parse(text, region="XX")


PIECES = ["@", ":", "//", "http", "tel", "name", "+", "00", "679", "7012345", ".", "com", "xn--", "[.]", "%00", "❤"]


@given(
    st.text() | st.lists(st.sampled_from(PIECES) | st.characters(), max_size=8).map("".join),
    st.sampled_from([None, "FJ"]),
)
def test_no_text_raises_anything_but_not_readable(text: str, region: str | None) -> None:
    try:
        found = parse(text, region)
    except NotReadable:
        return
    assert parse(str(found)) == found


def test_importing_the_room_loads_no_heavy_library() -> None:
    code = (
        "import sys, osint_kit.identifiers.reading, osint_kit.identifiers.domain\n"
        "print(*[name for name in ('phonenumbers', 'idna', 'requests', 'tldextract') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_plain_domain_loads_no_heavy_library() -> None:
    code = (
        "import sys; from osint_kit.identifiers import parse; parse('a.com.fj')\n"
        "print(*[name for name in ('phonenumbers', 'idna', 'requests', 'tldextract') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
