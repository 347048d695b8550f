"""Pages as hostile servers send them: told apart as browsers do, in a time that grows with their length only."""

import time

import pytest

from osint_kit.sources.html_page import LONGEST, read_page


def test_what_stands_in_a_page() -> None:
    page = read_page(
        "<!doctype html><base href=/a><META Name=x CONTENT='a > b'/><link rel=canonical href=c>"
        "<!-- <meta name=y> --><title><meta name=z></title><script>if (a < b) '<meta>'</script>"
        "<p>One &amp; <b>two</b> <a href='?q=1&amp;r'>thr<i>ee</i></a> <a name=n>four</a> <3"
    )
    assert page.bases == [{"href": "/a"}]
    assert page.metas == [{"name": "x", "content": "a > b"}]
    assert page.links == [{"rel": "canonical", "href": "c"}]
    assert page.scripts == ["if (a < b) '<meta>'"]
    assert page.anchors == [("?q=1&r", "three")]
    assert page.text == "One & two thr ee four 3"


@pytest.mark.parametrize(
    "html, metas",
    [
        ("<meta a=1 a=2>", [{"a": "1"}]),
        ("<meta a>", [{"a": ""}]),
        ('<meta a = "x"b=y>', [{"a": "x", "b": "y"}]),
        ('<meta a="<meta b=c>">', [{"a": "<meta b=c>"}]),
        ("<metal a=1><meta-x a=1>", []),
        ("<!--><meta a=1>-->", []),
        ("<? <meta a=1> ?><meta b=2>", [{"b": "2"}]),
        ("<script><meta a=1>", []),
        ("<ſcript></ſcript><meta a=1>", [{"a": "1"}]),
    ],
)
def test_tags(html: str, metas: list[dict[str, str]]) -> None:
    assert read_page(html).metas == metas


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a"', "<a href='", "<!--", "<script>", "</script", "<meta a=", "<meta a =", "&", " ", "<a \"='"],
)
def test_no_page_takes_long(piece: str) -> None:
    before = time.monotonic()
    read_page(piece * (LONGEST // len(piece)))
    assert time.monotonic() - before < 3
