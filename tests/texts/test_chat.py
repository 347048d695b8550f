import pytest

from osint_kit.texts.chat import stamp_length


@pytest.mark.parametrize(
    "stamp",
    [
        "24/11/2026, 3:05 pm - ",
        "24/11/26, 15:05 - ",
        "11/24/26, 3:05 PM - ",
        "11/24/26, 3:05\u202fPM - ",
        "24/11/2026, 3:05 p.m. - ",
        "24/11/2026 15:05 - ",
        "24/11/2026, 15:05 – ",
        "24.11.26, 15:05 - ",
        "24. 11. 2026 15:05 - ",
        "2026-11-24, 15:05 - ",
        "24/11/15 15:05:12: ",
        "[24/11/2026, 15:05:12] ",
        "[24.11.26, 15:05:12] ",
        "[2026-11-24, 15:05:12] ",
        "[11/24/26, 3:05:12\u202fPM] ",
        "\u200e[24/11/2026, 15:05:12] ",
        "24/11/2026, 15.05 - ",
    ],
)
def test_the_stamps_of_phones_all_over_the_world(stamp: str) -> None:
    assert stamp_length(f"{stamp}+679 999 1234: 24/11/2026, 15:05 - hi") == len(stamp)


@pytest.mark.parametrize("line", ["", "call 999 1234", "24/11/2026 is the day", "999 1234 - 701 2345", "[999 1234] ok"])
def test_other_lines_have_none(line: str) -> None:
    assert stamp_length(line) == 0
