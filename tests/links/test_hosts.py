"""Whom a link really asks."""

import pytest

from osint_kit.links.scripts import is_mixed, scripts_of
from tests.links.reading import parts, said


@pytest.mark.parametrize(
    "link, host",
    [
        ("https://jobs.example/", "jobs.example"),
        ("https://JOBS.example.:8443/x", "jobs.example"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://bank.example%2Flogin@evil.example/", "evil.example"),
        ("https://bank.example:80@evil.example/", "evil.example"),
        ("https://bank.example\\@evil.example/", "bank.example"),
        ("https://evil.example\\.bank.example/", "evil.example"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f000001/", "127.0.0.1"),
        ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://127.1/", "127.0.0.1"),
        ("http://[::ffff:7f00:1]/", "::ffff:127.0.0.1"),
        ("http://evil%2Eexample/", "evil.example"),
        ("http://ｅｖｉｌ.example/", "evil.example"),
        ("http://evil。example/", "evil.example"),
        ("https:/\\evil.example", "evil.example"),
    ],
)
def test_the_host_is_the_one_that_browsers_ask(link: str, host: str) -> None:
    assert said(link, "host") == [host]


@pytest.mark.parametrize(
    "link, what, in_words",
    [
        ("https://bank.example@evil.example/", "real host", "not bank.example"),
        ("https://www.bank.example%2F@evil.example/", "real host", "not www.bank.example"),
        ("https://ana:secret@jobs.example/", "user name", "and a password"),
        ("https://ana@jobs.example/", "user name", "A user name for"),
        ("https://bank.example\\@evil.example/", "real host", "backslash"),
        ("http://2130706433/", "host in disguise", "127.0.0.1"),
        ("http://0x7f.1/", "host in disguise", "127.0.0.1"),
        ("http://0300.0250.0.1/", "host in disguise", "192.168.0.1"),
        ("http://[::ffff:7f00:1]/", "host in disguise", "127.0.0.1"),
        ("http://evil%2Eexample/", "host in disguise", "evil.example"),
        ("http://ｅｖｉｌ.example/", "host in disguise", "evil.example"),
    ],
)
def test_what_hides_it_is_named(link: str, what: str, in_words: str) -> None:
    (part,) = parts(link, what)
    assert in_words in part.explains
    assert part.source


@pytest.mark.parametrize("link", ["http://192.0.2.1/", "https://jobs.example/a\\b?c=\\d", "https://jobs.example/a@b"])
def test_plain_hosts_hide_nothing(link: str) -> None:
    names = {part.what for part in parts(link)} - {"host"}
    assert names <= ({"real host"} if "\\" in link else set())


def test_international_names() -> None:
    assert said("https://xn--bcher-kva.example/", "international name") == ["bücher.example"]
    assert said("https://bücher.example/", "host") == ["xn--bcher-kva.example"]
    assert said("https://bücher.example/", "mixed scripts") == []


@pytest.mark.parametrize("label", ["раypal", "аpple", "gооgle", "xn--ypal-43d9g", "paуpal"])
def test_letters_of_two_scripts_in_one_word(label: str) -> None:
    (part,) = parts(f"https://{label}.example/", "mixed scripts")
    assert "Cyrillic" in part.explains
    assert "Latin" in part.explains


@pytest.mark.parametrize("label", ["пример", "例え", "한국어", "ญี่ปุ่น", "müller", "東京タワー", "abc-123"])
def test_one_script_is_not_mixed(label: str) -> None:
    assert said(f"https://{label}.example/", "mixed scripts") == []


def test_a_name_all_in_another_script_is_told_as_such() -> None:
    assert said("https://сосо.com/", "script of the name") == ["Cyrillic"]
    assert said("https://пример.рф/", "script of the name") == []


@pytest.mark.parametrize(
    "text, scripts, mixed",
    [
        ("abc1-", ("Latin",), False),
        ("aб", ("Latin", "Cyrillic"), True),
        ("漢字かなカナ", ("Han", "Hiragana", "Katakana"), False),
        ("漢한", ("Han", "Hangul"), False),
        ("かな한", ("Hiragana", "Hangul"), True),
        ("αb", ("Greek", "Latin"), True),
        ("١٢٣", (), False),
    ],
)
def test_scripts(text: str, scripts: tuple[str, ...], mixed: bool) -> None:
    assert scripts_of(text) == scripts
    assert is_mixed(scripts) == mixed
