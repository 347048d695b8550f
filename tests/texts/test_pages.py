import time

import pytest

from osint_kit.texts.pages import page_lines


def text(*pieces: str) -> str:
    return "".join(page_lines(pieces))


@pytest.mark.parametrize(
    "page, shown",
    [
        ("<p>Call <b>999</b><i>1234</i>\n  now</p>", "Call 9991234 now\n"),
        ("a<br>b<div>c</div><td>999</td><td>1234</td>", "a\nb\nc\n999\n1234\n"),
        ("999&nbsp;1234 &#57;&#x39;9", "999\u00a01234 999\n"),
        ('<a href="tel:+6799991234">Call us</a>', "<tel:+6799991234> Call us\n"),
        ('<a href="https://wa.me/6799991234">x</a>', "<https://wa.me/6799991234> x\n"),
        ('<a href="https://x.example/7012345">x</a>', "x\n"),
        ('<img alt="poster 999 1234">', "[poster 999 1234]\n"),
        ('<meta property="og:description" content="999 1234">', "[999 1234]\n"),
        ("<script>var a = 9991234</script><style>p{}</style>b", "b\n"),
        ('<script type="application/ld+json">{"telephone": "999 1234"}</script>', '{"telephone": "999 1234"}\n'),
        ("<!-- 999 1234 -->b", "b\n"),
        ("", ""),
        ("no markup at all", "no markup at all\n"),
    ],
)
def test_a_page_as_a_reader_sees_it(page: str, shown: str) -> None:
    assert text(page) == shown
    assert text(*page) == shown  # character by character


@pytest.mark.parametrize(
    "page",
    [
        "<p>call 999 1234",
        "<p <b call 999 1234>x</p></i></b>999 1234",
        "<![unknown[x]]>999 1234",
        "<!DOCTYPE>999 1234<",
        "</><>999 1234</p",
        "<a href='>999 1234",
        "<script>999 1234</style></script>999 1234",
        "&#xffffffff; 999 1234 &bogus;",
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(page: str) -> None:
    assert "999 1234" in text(page)


@pytest.mark.parametrize("junk", ["<", "<a ", "<!--", "&", "</", "<div>", "<![", "<script>", '<a href="'])
def test_long_junk_takes_no_long_time(junk: str) -> None:
    begun = time.perf_counter()
    text(*[junk * 2000] * 10)
    assert time.perf_counter() - begun < 5
