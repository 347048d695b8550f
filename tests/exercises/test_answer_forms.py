"""A right answer is right in every way in which people write it, and a wrong one is not made right."""

import pytest

from osint_kit.exercises.answer_forms import in_form, says


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (
            "text",
            ("meret_suva", "@meret_suva", " Meret_Suva ", "'meret_suva'", "\u201cmeret_suva\u201d", "meret_suva."),
        ),
        ("text", ("no", "No", "NO.", '"no"')),
        ("text", ("o by 0", "'o' by '0'", "\u201co\u201d by \u201c0\u201d", "O by 0.")),
        ("text", ("Sefa's Farm", "sefa's farm")),
        ("text", ("1250000", "1,250,000", "1,250,000.", "'1250000'")),
        ("text", ("USD 1,250", "usd 1250")),
        ("text", ("Cheap Host Ltd", "cheap  host ltd.", "Cheap Host Ltd")),
        (
            "text",
            (
                "2026-11-03",
                "3 November 2026",
                "3rd November, 2026",
                "3 Nov 2026",
                "November 3, 2026",
                "03.11.2026",
                "3/11/2026",
                "03-11-2026",
                "3/11/26",
                "2026/11/03",
                "2026-11-03T00:00:00Z",
            ),
        ),
        (
            "url",
            (
                "https://see.example/form",
                "see.example/form",
                "HTTPS://See.Example:443/form",
                "hxxps://see[.]example/form",
                "see[.]example/form",
                '"https://see.example/form"',
            ),
        ),
        (
            "domain",
            ("see.example", "www.see.example", "https://see.example/", "SEE.example.", "hxxp://see[.]example/a"),
        ),
        ("handle", ("lolokava88", "@lolokava88", "LoloKava88")),
        ("phone", ("+679 999 4410", "+6799994410", "00679 999 4410", "679 999 4410", "tel:+6799994410")),
        ("email", ("a@see.example", "A@SEE.example", "mailto:a@see.example")),
    ],
)
def test_ways_to_write_one_answer(kind: str, written: tuple[str, ...]) -> None:
    assert {in_form(text, kind) for text in written} == {in_form(written[0], kind)}, {
        text: in_form(text, kind) for text in written
    }


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("text", "2026-11-03", "3/12/2026"),
        ("text", "2026-03-11", "11/3/2025"),
        ("text", "sefajobs679", "sefajobs"),
        ("url", "https://see.example/form", "see.example/forms"),
        ("url", "https://see.example/form", "http://see.example/form"),
        ("domain", "see.example", "sea.example"),
        ("domain", "see.example", "shop.see.example"),
        ("phone", "+679 999 4410", "999 4411"),
        ("phone", "+679 999 4410", "+678 999 4410"),
    ],
)
def test_what_is_another_answer_stays_one(kind: str, right: str, wrong: str) -> None:
    assert in_form(right, kind) != in_form(wrong, kind)


def test_a_text_says_an_answer_as_a_word_of_its_own() -> None:
    assert says("registered 2026-11-03T00:00:00Z", "2026-11-03")
    assert says("write to @lolokava88!", "lolokava88")
    assert not says("write to @lolokava881", "lolokava88")
    assert not says("island", "is")
    assert says('TXT "owner=me" "v=spf1"', in_form('"owner=me" "v=spf1"', "text"))
    assert says("pay FJD 1,250 today", in_form("1250", "text"))
    assert not says("pay FJD 1,250,000 today", in_form("1250", "text"))
    assert not says("seats 1,250 and 2", in_form("250", "text"))
