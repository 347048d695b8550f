"""What a person sees on a terminal: tables, statements, progress; wide and narrow, with and without colour."""

import json
import re
from pathlib import Path

import pytest

from tests.commands.terminal import ESCAPE, on_terminal
from tests.conftest import Osint


def test_a_terminal_gets_a_table_without_empty_columns(osint: Osint) -> None:
    seen = ESCAPE.sub("", on_terminal(osint, "source", "list", width=200))
    assert seen.splitlines()[0].split() == ["name", "title", "kinds", "reach", "learns"]
    assert "problem" not in ESCAPE.sub("", on_terminal(osint, "phone", "normalise", "+6799991234", width=200))


@pytest.mark.parametrize("words", [["phone", "normalise", "+6799991234", "+6785912345"], ["source", "list"]])
def test_forty_columns_are_enough(osint: Osint, words: list[str]) -> None:
    seen = ESCAPE.sub("", on_terminal(osint, *words, width=40))
    assert seen
    assert max(map(len, re.split("[\r\n]", seen))) <= 40  # a counter, where there is one, begins its line anew
    assert "platform" in seen if words[0] == "source" else "+6785912345" in seen


@pytest.mark.parametrize("words, extra", [([], {"NO_COLOR": "1"}), (["--no-color"], {})])
def test_no_color_is_honoured(osint: Osint, words: list[str], extra: dict[str, str]) -> None:
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9][0-9;]*m")
    assert not colour.search(on_terminal(osint, "source", "list", *words, extra=extra))


def test_help_fits_a_narrow_terminal(osint: Osint) -> None:
    seen = on_terminal(osint, "phone", "normalise", "--help", width=60)
    lines = [line.rstrip("\r") for line in seen.split("\n")]
    assert max(len(line) for line in lines if not line.startswith("    osint ")) <= 62, (
        "examples stay whole, to be copied"
    )


@pytest.mark.parametrize("width", [40, 80])
def test_statements_are_read_down_one_screen_with_their_sources_numbered(osint: Osint, width: int) -> None:
    lines = screen(on_terminal(osint, "phone", "explain", "+679 871 2345", "-q", width=width))
    assert lines[0] == "+679 871 2345"
    assert lines[-1].startswith("  [") or "Sources" in lines
    label = next(line for line in lines if "Vodafone" in line)
    assert label.lstrip().startswith("range")
    assert "[1]" in "".join(lines[lines.index(label) :][:4])
    assert max(len(line) for line in lines[: lines.index("Sources")]) <= width
    assert any(line.startswith("  [1] libphonenumber") for line in lines)


def test_statements_about_two_items_stand_under_each(osint: Osint) -> None:
    lines = screen(on_terminal(osint, "link", "decode", "https://wa.me/6799991234", "https://t.me/sefajobs", "-q"))
    first, second = lines.index("https://wa.me/6799991234"), lines.index("https://t.me/sefajobs")
    assert first < second < lines.index("Sources")
    assert any("+6799991234" in line for line in lines[first:second])


def test_text_from_anywhere_cannot_drive_the_terminal(osint: Osint) -> None:
    evil = "\x1b[31mred\x07 [bold]x[/bold] \u202eabc"
    seen = on_terminal(osint, "phone", "normalise", evil, width=200)
    assert "\x1b[31m" not in seen
    assert "\u202e" not in seen
    assert "[bold]x[/bold]" in seen
    for form in ("csv", "json", "table"):
        done = osint("phone", "normalise", evil, "-f", form)
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
    assert json.loads(osint("phone", "normalise", evil, "-f", "json").out)[0]["input"] == evil


def test_a_hostile_item_cannot_drive_the_terminal(osint: Osint) -> None:
    seen = on_terminal(osint, "link", "decode", "https://x.example/\x1b]0;owned\x07[red]", "-q")
    assert "\x1b]" not in seen
    assert "\x07" not in seen


def test_the_counter_is_gone_before_anything_else_is_written(trained: Osint) -> None:
    (Path(trained.folder) / "in.csv").write_text("handle\n" + "\n".join(f"tevi{n}" for n in range(300)), "utf-8")
    words = ("account", "find", "-i", "in.csv", "--site", "GitHub", "--site", "Lichess", "-v")
    seen = on_terminal(trained, *words, width=120)
    assert " a second" in seen
    assert [line for line in screen(seen) if " a second" in line] == []


def test_messages_break_between_words(trained: Osint) -> None:
    lines = screen(on_terminal(trained, "link", "expand", "https://bit.ly/island-jobs-2026", width=50))
    said = " ".join(lines)
    assert "3 systems learnt something (-v lists them)" in said
    assert max(len(line) for line in lines if "learnt" in line) <= 50


def screen(seen: str) -> list[str]:
    """The lines that are left on the screen."""
    lines = re.sub(r"[^\n]*\r\x1b\[K", "", seen).split("\n")
    return [ESCAPE.sub("", line).rstrip("\r").rstrip() for line in lines]


def test_new_asks_again_where_an_answer_cannot_be_used(osint: Osint) -> None:
    typed = "Sheep\nSheep Man\n@sheep.man\n999 0001\n\nhttps://sheep.example/\nsheep.example/x\nbit.ly/sheep\n"
    seen = ESCAPE.sub("", on_terminal(osint, "exercise", "new", "sheep", typed=typed, width=300))
    errors = re.findall("Error: (.*)", seen)
    said = ("'Sheep Man' is no handle", "'999 0001' is no phone", "https://sheep.example/x is on sheep.example itself")
    assert [error.startswith(start) for error, start in zip(errors, said, strict=True)] == [True] * 3, errors
    checked = osint("exercise", "check", "sheep.toml")
    assert (checked.code, checked.out) == (0, "file,line,place,problem\n")
    again = on_terminal(osint, "exercise", "new", "sheep", typed="\n" * 5, width=300)
    assert "is there already" in again
    assert "What is the exercise called" not in again, "nobody answers questions for nothing"
