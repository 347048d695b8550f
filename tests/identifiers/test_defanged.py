"""Addresses that were made unclickable, and texts that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers.defanged import refang

SITE, SECURE, FORM = "http://evil.example", "https://evil.example", "http://evil.example/form"


@pytest.mark.parametrize(
    "text, plain",
    [
        ("hxxp://evil[.]example", SITE),
        ("hXXps://evil(.)example", SECURE),
        ("h**p://evil{.}example", SITE),
        ("hxtp://evil[dot]example", SITE),
        ("htxps://evil(dot)example", SECURE),
        ("meow://evil[.]example", SITE),
        ("http[s]://evil[.]example", SECURE),
        ("[http]://evil.example", SITE),
        ("[hxxps]://evil.example", SECURE),
        ("hxxp[:]//evil[.]example", SITE),
        ("hxxp[://]evil.example", SITE),
        ("http:[//]evil.example", SITE),
        ("hxxp[:][/][/]evil.example", SITE),
        ("http:\\\\evil.example", SITE),
        ("hxxp__evil[.]example", SITE),
        ("hxxp://evil[.]example[/]form", FORM),
        ("http:// evil.example", SITE),
        ("evil[.example", "evil.example"),
        ("evil.]example", "evil.example"),
        ("evil\\.example", "evil.example"),
        ("evil <.> example", "evil.example"),
        ("evil [ . ] example", "evil.example"),
        ("evil dot example", "evil.example"),
        ("evil DOT com DOT fj", "evil.com.fj"),
        ("evil . example", "evil.example"),
        ("fxp://evil.example", "ftp://evil.example"),
        ("sefa[@]evil[.]example", "sefa@evil.example"),
        ("sefa(at)evil(dot)example", "sefa@evil.example"),
        ("sefa [at] evil [dot] example", "sefa@evil.example"),
        ("sefa at evil dot example", "sefa@evil.example"),
        ("sefa @ evil.example", "sefa@evil.example"),
        ("<https://evil.example>", SECURE),
        ("<URL:http://evil.example/form>", FORM),
        ("“hxxps://evil[.]example”", SECURE),
        ('"http://evil.example"', SITE),
        ("‘evil.example’", "evil.example"),
        ("« evil.example »", "evil.example"),
        ("<sefa@evil.example>", "sefa@evil.example"),
        ("127[.]0[.]0[.]1", "127.0.0.1"),
        ("2001[:]db8[:][:]1", "2001:db8::1"),
    ],
)
def test_what_was_defanged_is_as_before(text: str, plain: str) -> None:
    assert refang(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/a(b)[c]?q={x}&y=<z>",
        "http://[2001:db8::1]:80/",
        "[2001:db8::1]",
        "dot.example",
        "hotdot.example",
        "Meet me at the shop",
        "Sefa V.",
        "https://x.example/a__b",
        "_dmarc.example.com",
        "(679) 999 1234",
        "<b>evil.example</b>",
        '"sefa" "evil.example"',
        "",
    ],
)
def test_what_was_not_stays_as_it_is(text: str) -> None:
    assert refang(text) == text


@given(st.text("hxtp:/[](){}.@ atdo\\_s*", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(refang(text)) <= len(text) + 4
