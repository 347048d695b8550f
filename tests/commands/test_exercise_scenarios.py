"""Each exercise that comes with the kit is played through to full marks, and badly to the low ones that it deserves."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from osint_kit.exercises import Range, load_scenario
from tests.conftest import Osint

SCENARIOS = Path(__file__).parents[2] / "osint_kit" / "exercises" / "scenarios"
NOTE = ("case", "note", "What I think, and why.")
Steps = tuple[tuple[str, ...], ...]

GOOD: dict[str, tuple[Steps, ...]] = {
    "sweet-sister": (
        (
            ("case", "role", "@meret_suva", "--role", "victim", "--reason", "her complaint"),
            ("link", "expand", "https://bit.ly/your-photos-679"),
            ("domain", "whois", "sweet-photos.example"),
            ("account", "find", "sweetsister679"),
            ("account", "find", "lolokava88"),
            ("phone", "extract", str(SCENARIOS / "sweet-sister" / "chat.txt"), "--region", "FJ"),
            NOTE,
            ("exercise", "answer", "protect", "meret_suva"),
            ("exercise", "answer", "link", "https://sweet-photos.example/see"),
            ("exercise", "answer", "registered", "2026-11-14"),
            ("exercise", "answer", "accounts", "Tinder", "Mastodon"),
            ("exercise", "answer", "second-handle", "@lolokava88"),
            ("exercise", "answer", "number", "+679 999 4410"),
            ("exercise", "answer", "money", "PayPal.Me"),
        ),
    ),
    "parcel-fee": (
        (
            ("link", "expand", "https://bit.ly/parcel-fee-679", "https://is.gd/parcel678"),
            ("domain", "resolve", "--type", "TXT", "pacific-p0st.example", "parcel-vu.example"),
            ("phone", "normalise", "-i", str(SCENARIOS / "parcel-fee" / "calls.csv"), "--column", "caller"),
            ("account", "find", "parcelman679"),
            NOTE,
            ("exercise", "answer", "links", "pacific-p0st.example", "parcel-vu.example"),
            ("exercise", "answer", "imitates", "o by 0"),
            ("exercise", "answer", "tie", "google-site-verification=Qm4tXb7Vd2Lp9KsR1yHcWzEf6Ju3NgAo8TiCvB5xD0k"),
            ("exercise", "answer", "caller", "+679 999 5120"),
            ("exercise", "answer", "unreadable", "23"),
            ("exercise", "answer", "who", "parcelman679"),
        ),
    ),
    "two-islands": (
        (
            ("account", "find", "kavaboss679"),
            ("domain", "whois", "efate-work.example"),
            NOTE,
            ("exercise", "answer", "vila-number", "+678 591 0042"),
            ("exercise", "answer", "suva-number", "+679 999 7711"),
            ("exercise", "answer", "domain", "efate-work.example"),
            ("exercise", "answer", "registered", "2026-10-19"),
            ("exercise", "answer", "same", "probable"),
            ("exercise", "answer", "share", "no"),
        ),
        (
            ("link", "expand", "https://tinyurl.com/kava-work-vu"),
            ("domain", "show", "efate-work.example"),
            NOTE,
            ("exercise", "answer", "vila-number", "+678 591 0042"),
            ("exercise", "answer", "suva-number", "+679 999 7711"),
            ("exercise", "answer", "domain", "efate-work.example"),
            ("exercise", "answer", "registered", "2026-10-19"),
            ("exercise", "answer", "same", "probable"),
            ("exercise", "answer", "share", "no"),
        ),
    ),
}
BAD: dict[str, tuple[Steps, int, set[str]]] = {
    "sweet-sister": (
        (
            ("account", "find", "meret_suva", "--site", "Instagram"),
            ("link", "expand", "https://bit.ly/your-photos-679", "--reach", "target"),
            ("exercise", "answer", "accounts", "Vidamora", "Instagram"),
            ("exercise", "answer", "second-handle", "sweetsister"),
        ),
        25,
        {
            "The victim's handle stands in the chat",
            "The page of the threat counts its visitors",
            "A dating site that says yes to anybody",
            "A bakery with nearly the same name",
        },
    ),
    "parcel-fee": (
        (
            ("link", "expand", "https://bit.ly/parcel-fee-679", "--reach", "target"),
            ("exercise", "answer", "links", "pacificpost.example"),
            ("exercise", "answer", "caller", "+679 999 7001"),
        ),
        25,
        {"The page of the fraud", "Stamps for collectors"},
    ),
    "two-islands": (
        (
            ("account", "find", "leisalem", "--site", "Facebook"),
            ("exercise", "answer", "domain", "luganville-kava.example"),
            ("exercise", "answer", "same", "certain"),
        ),
        25,
        {"The witness", "A host that thousands share"},
    ),
}


@contextmanager
def played(osint: Osint, name: str, *folders: Steps) -> Iterator[list[list[dict[str, str]]]]:
    """The marks of folders in which some steps were taken."""
    with Range(load_scenario(name)) as world:
        (osint.folder / "world").mkdir()
        osint.world = world.write_world(osint.folder / "world")
        marked = []
        for number, steps in enumerate(folders):
            osint.new_case(f"case{number}", "--jurisdiction", "FJ", "--purpose", "Training for the unit")
            for step in steps:
                done = osint(*step, "--case", f"case{number}", "-q")
                assert done.code in (0, 1), (step, done.err)
            done = osint("exercise", "score", name, "--case", f"case{number}")
            assert done.code == 0, done.err
            marked.append(list(csv.DictReader(io.StringIO(done.out))))
        yield marked


@pytest.mark.parametrize("name", sorted(GOOD))
def test_it_can_be_played_to_full_marks(osint: Osint, name: str) -> None:
    with played(osint, name, *GOOD[name]) as folders:
        for rows in folders:
            assert [(row["item"], row["reason"]) for row in rows if row["points"] != row["of"]] == []
            assert int(rows[-1]["of"]) > 60


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_game_gets_low_marks_with_reasons(osint: Osint, name: str) -> None:
    steps, most, sprung = BAD[name]
    with played(osint, name, steps) as (rows,):
        total = rows[-1]
        assert 100 * int(total["points"]) <= most * int(total["of"])
        assert {row["item"] for row in rows if row["part"] == "trap" and row["reason"] != "avoided"} == sprung
        assert all(row["reason"] for row in rows)


@pytest.mark.parametrize("name", ["island-jobs", *GOOD])
def test_it_has_no_mistake_and_asks_and_teaches(osint: Osint, name: str) -> None:
    done = osint("exercise", "check", name)
    assert (done.code, done.out.splitlines()) == (0, ["file,line,place,problem"])
    scenario = load_scenario(name)
    assert scenario.questions
    assert all(question.lesson for question in scenario.questions)
    assert all(trap.lesson for trap in scenario.traps)
    assert "invented" in scenario.brief
