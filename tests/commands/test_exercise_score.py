"""Marking case folders that were really made in the exercise: a good one, a bad one, forged ones, a class of them."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

import osint_kit
from osint_kit.canonical import Json, sha256_hex
from osint_kit.cases.case import open_case
from osint_kit.cases.run import open_run
from osint_kit.clock import now
from osint_kit.findings import ASKED, OPERATOR, OPERATOR_SAID, Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from tests.cases.conftest import http_exchange
from tests.commands.terminal import ESCAPE, on_terminal
from tests.conftest import Done, Osint

SCENARIOS = Path(osint_kit.__file__).parent / "exercises" / "scenarios"
GOOD = (
    ("link", "expand", "https://bit.ly/island-jobs-2026"),
    ("domain", "whois", "island-jobs.example"),
    ("account", "find", "sefajobs679"),
    ("domain", "lookalikes", "pacific-careers.example"),
    ("case", "note", "The same number stands on the advertisement and on the accounts."),
    ("exercise", "answer", "link", "https://apply.island-jobs.example/form"),
    ("exercise", "answer", "registered", "3 November 2026"),
    ("exercise", "answer", "accounts", "GitHub", "mastodon", "Keybase"),
    ("exercise", "answer", "tie", "00679 999 1234"),
    ("exercise", "answer", "look-alike", "pacific-careeers.example"),
    ("exercise", "answer", "licence", "No"),
)
BAD = (
    ("link", "expand", "https://bit.ly/island-jobs-2026", "--reach", "target"),
    ("exercise", "answer", "accounts", "Lichess", "GitLab", "Facebook"),
    ("exercise", "answer", "registered", "2026-11-05"),
    ("exercise", "answer", "tie", "+679 999 1234"),
)


def play(
    trained: Osint, folder: str, *steps: tuple[str, ...], purpose: str = "False recruitment for work abroad"
) -> Path:
    words = ("--title", folder, "--purpose", purpose, "--authority", "Training 1/2026")
    assert trained("case", "new", folder, *words).code == 0
    for step in steps:
        done = trained(*step, "--case", folder)
        assert done.code == 0, (step, done.err)
    return trained.folder / folder


def marks(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def of(rows: list[dict[str, str]], part: str) -> dict[str, tuple[int, str]]:
    """The points and reasons of one part, by the beginning of the item."""
    return {row["item"].partition(": ")[0]: (int(row["points"]), row["reason"]) for row in rows if row["part"] == part}


def score(trained: Osint, folder: str, *words: str) -> list[dict[str, str]]:
    done = trained("exercise", "score", "island-jobs", "--case", folder, *words)
    assert done.code == 0, done.err
    return marks(done)


def test_the_demo_is_played_to_full_marks(trained: Osint) -> None:
    play(trained, "good", *GOOD)
    before = tree(trained.folder / "good")
    rows = score(trained, "good", "--html", "sheet.html")
    total = rows[-1]
    assert (total["part"], total["points"], total["of"]) == ("total", "105", "105")
    assert {row["command"] for row in rows} == {""}
    assert tree(trained.folder / "good") == before, "nothing is written into the folder"
    sheet = (trained.folder / "sheet.html").read_text("utf-8")
    assert "105" in sheet
    assert "none of it is evidence" in sheet


def test_it_is_played_badly_and_each_loss_has_its_reason(trained: Osint) -> None:
    play(trained, "bad", *BAD, purpose="jobs")
    rows = score(trained, "bad")
    questions, claims = of(rows, "question"), [row for row in rows if row["part"] == "wrong claim"]
    assert questions["link"] == (
        8,
        "the case holds https://apply.island-jobs.example/form, and it was not answered: half the points",
    )
    assert questions["registered"] == (0, "no right answer")
    assert questions["tie"] == (
        8,
        "answered +679 999 1234; no evidence in the case says +679 999 1234: half the points",
    )
    assert questions["look-alike"] == (0, "not answered")
    assert [(row["points"], row["reason"]) for row in claims] == [
        ("-5", "that is the look-alike of the agency"),
        ("-5", "it says yes to anybody"),
        ("-5", "that is sefajobs, another man"),
        ("-5", "this is not the answer"),
    ]
    rules, traps = of(rows, "rule"), of(rows, "trap")
    assert rules["no nearer than platform"][0] == -20
    assert rules["island-jobs.example stays untouched"][1].startswith("visited: https://apply.island-jobs.example")
    assert traps["The recruiter's page counts its visitors"][0] == -15
    assert traps["A site that says yes to anybody"] == (-10, "Lichess was claimed")
    assert traps["A parked domain"] == (0, "avoided")
    assert of(rows, "record")["purpose and authority"][0] == 0
    assert of(rows, "record")["notes"][0] == 0
    whois = next(row for row in rows if row["item"].startswith("registered"))
    assert whois["command"] == "osint domain whois island-jobs.example"
    assert int(rows[-1]["points"]) == 0, "never below nothing"


def test_marks_are_read_on_a_terminal_as_sentences(trained: Osint) -> None:
    play(trained, "shown", ("link", "expand", "https://bit.ly/island-jobs-2026", "--reach", "target"))
    seen = on_terminal(trained, "exercise", "score", "island-jobs", "--case", "shown", width=400)
    text = " ".join(re.sub(ESCAPE, "", seen).split())
    assert "\\n" not in text
    assert "not answered. A domain that is days old" in text
    assert "Try: osint domain whois island-jobs.example" in text
    assert "may have seen it; the points are lost under the trap" in text


def test_a_question_may_need_several_answers_and_hints_cost(trained: Osint) -> None:
    play(trained, "case", ("account", "find", "sefajobs679"))
    first = trained("exercise", "questions", "island-jobs", "--hint", "accounts", "--case", "case")
    assert (first.code, first.out) == (0, "One command asks all sites.\n")
    trained("exercise", "questions", "island-jobs", "--hint", "accounts", "--case", "case")
    third = trained("exercise", "questions", "island-jobs", "--hint", "accounts", "--case", "case")
    assert (third.code, third.out) == (2, "")
    trained("exercise", "answer", "accounts", "GitHub", "--case", "case")
    assert of(score(trained, "case"), "question")["accounts"] == (
        16,
        "answered GitHub; the case holds Mastodon, Keybase, and it was not answered: half the points"
        "; 4 points for hints",
    )
    listed = marks(trained("exercise", "questions", "island-jobs", "--case", "case"))
    assert [row["answered"] for row in listed if row["question"] == "accounts"] == ["GitHub"]
    trained("exercise", "answer", "accounts", "GitHub", "DEV", "Keybase", "--case", "case")
    assert of(score(trained, "case"), "question")["accounts"][0] == 26, "the newest answer counts"


LURE = """title = "Lure"
brief = "Ana was lured by boat.seller."
seeds = ["boat.seller"]
[[person]]
name = "Boat Seller"
role = "suspect"
handles = ["@boat.seller"]
[[person]]
name = "Ana Testperson"
role = "victim"
handles = ["@ana.t"]
[[site]]
name = "GitHub"
accounts = ["@boat.seller"]
[[site]]
name = "Hacker News"
behaviour = "catch-all"
[[trap]]
title = "Yes to all"
kind = "catch-all"
at = "Hacker News"
[[trap]]
title = "Another man"
kind = "namesake"
at = "Hacker News:boat.seller"
[[question]]
id = "money"
ask = "How many dollars does he want?"
answers = ["1250"]
derived = true
"""


def test_decisions_spring_traps_too_and_a_victim_is_asked_about_by_handle_or_by_name(
    osint: Osint, tmp_path: Path
) -> None:
    (tmp_path / "lure.toml").write_text(LURE, "utf-8")
    served = ("exercise", "exec", "lure.toml", "--", "osint")
    steps = (
        ("profile", "confirm", "hacker-news:boat.seller=github:boat.seller", "--reason", "he is everywhere"),
        ("account", "find", "ana.t", "--site", "GitHub"),
        ("profile", "build", "name:Ana Testperson"),
        ("exercise", "answer", "money", "1,250"),
        ("exercise", "answer", "mony", "1250"),
    )
    words = ("--title", "t", "--purpose", "a training", "--authority", "Training")
    assert osint(*served, "case", "new", "case", *words).code == 0
    assert trap_and_rule(osint) == ("avoided", "kept")
    for step in steps:
        assert osint(*served, *step, "--case", "case").code == 0
    assert trap_and_rule(osint) == ("Hacker News was claimed", "asked about ana.t, Ana Testperson")
    rows = marks(osint("exercise", "score", "lure.toml", "--case", "case"))
    assert of(rows, "trap")["Another man"] == (-5, "Hacker News:boat.seller was claimed")
    assert of(rows, "question")["money"] == (10, "answered 1250")
    stray = (0, "this exercise has no question 'mony'. Did you mean 'money'?")
    assert of(rows, "record")["an answer to 'mony'"] == stray


def trap_and_rule(osint: Osint) -> tuple[str, str]:
    rows = marks(osint("exercise", "score", "lure.toml", "--case", "case"))
    asked = of(rows, "rule")["nobody asks about victims, witnesses and minors"]
    return of(rows, "trap")["Yes to all"][1], asked[1]


def test_what_was_typed_in_without_evidence_is_worth_half_at_most(trained: Osint) -> None:
    play(
        trained,
        "case",
        ("case", "note", "island-jobs.example was registered on 2026-11-03"),
        ("exercise", "answer", "registered", "2026-11-03"),
    )
    assert of(score(trained, "case"), "question")["registered"][0] == 5


def test_a_neighbours_answers_do_not_become_evidence_by_being_typed_in(trained: Osint) -> None:
    """An answer put into a link that is read offline, or into a file, is said by nobody but the trainee."""
    text = "https://apply.island-jobs.example/form, 2026-11-03, on GitHub, +679 999 1234, pacific-careeers.example"
    (trained.folder / "neighbour.txt").write_text(text, "utf-8")
    form = "https%3A%2F%2Fapply.island-jobs.example%2Fform"
    steps = (
        ("link", "decode", f"https://l.facebook.com/l.php?u={form}", "https://github.com/sefajobs679"),
        ("phone", "extract", "neighbour.txt", "--region", "FJ"),
        ("profile", "flags", "--text", "neighbour.txt"),
        ("case", "add", "neighbour.txt"),
        *(step for step in GOOD if step[1] == "answer"),
    )
    play(trained, "copied", *steps)
    questions = of(score(trained, "copied"), "question")
    assert questions["link"] == (
        8,
        "answered https://apply.island-jobs.example/form; only what you typed or a file of your own says "
        "https://apply.island-jobs.example/form: half the points",
    )
    assert [points for points, _ in questions.values()] == [8, 5, 15, 8, 8, 10]


def test_what_was_handed_out_is_evidence_also_with_other_line_ends_and_in_part(osint: Osint, tmp_path: Path) -> None:
    chat = (SCENARIOS / "sweet-sister" / "chat.txt").read_bytes()
    (tmp_path / "saved.txt").write_bytes(b"\xef\xbb\xbf" + chat.replace(b"\n", b"\r\n"))
    (tmp_path / "made-up.txt").write_bytes(chat.replace(b"nine nine nine", b"9 9 9"))
    for folder, file in (("saved", "saved.txt"), ("made-up", "made-up.txt")):
        served = ("exercise", "exec", "sweet-sister", "--", "osint")
        case = ("--title", "t", "--purpose", "a threat", "--authority", "Training")
        assert osint(*served, "case", "new", folder, *case).code == 0
        assert osint(*served, "phone", "extract", file, "--region", "FJ", "--case", folder).code == 0
        assert osint(*served, "exercise", "answer", "number", "679 999 4410", "--case", folder).code == 0
        done = osint("exercise", "score", "sweet-sister", "--case", folder)
        points, reason = of(marks(done), "question")["number"]
        if folder == "saved":
            assert (points, reason) == (15, "answered +679 999 4410")
        else:
            assert (points, reason.partition("; ")[2][:36]) == (8, "only what you typed or a file of you")


def test_a_finding_that_no_evidence_says_is_worth_nothing(trained: Osint) -> None:
    case = play(
        trained,
        "case",
        ("link", "expand", "https://bit.ly/island-jobs-2026"),
        ("exercise", "answer", "registered", "2026-11-03"),
    )
    domain = Identifier(Kind.DOMAIN, "island-jobs.example")
    options: dict[str, Json] = {"text": False, "via": None}
    with open_run(open_case(case), "domain whois", options, "Ana", "island-jobs", True, Reach.PLATFORM, {}) as run:
        asked = Finding(domain, ASKED, domain.value, OPERATOR, now(), OPERATOR_SAID)
        page = run.keep(http_exchange(b"nothing about any date"))
        grade = Grade("A", 2, "typed in")
        run.add_all([asked, Finding(domain, "created", "2026-11-03", "rdap", now(), grade, evidence=(page,))])
    assert trained("case", "verify", "--case", "case").code == 0
    assert of(score(trained, "case"), "question")["registered"] == (
        5,
        "answered 2026-11-03; no evidence in the case says 2026-11-03: half the points",
    )


def test_a_damaged_folder_and_one_of_another_world_do_not_count(trained: Osint, osint: Osint) -> None:
    case = play(trained, "case", GOOD[0])
    (file,) = case.glob("runs/*/findings.ndjson")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"island", b"Island", 1))
    done = trained("exercise", "score", "island-jobs", "--case", "case", "--html", "sheet.html")
    assert done.code == 1
    (row,) = marks(done)
    assert (row["item"], row["points"]) == ("does not count", "")
    assert "does not verify" in row["problem"]
    assert "does not verify" in (trained.folder / "sheet.html").read_text("utf-8")
    file.write_bytes(whole)
    osint.world = None
    osint.new_case("real")
    done = osint("exercise", "score", "island-jobs", "--case", "real")
    assert (done.code, marks(done)[0]["problem"]) == (
        1,
        "it was made in the world 'internet', and this exercise is 'island-jobs'",
    )


def test_an_answer_has_no_place_in_a_real_case(osint: Osint) -> None:
    osint.new_case()
    done = osint("exercise", "answer", "link", "x", "--case", "case")
    assert (done.code, done.out) == (3, "")
    assert "was not made in an exercise" in done.err


def test_a_class_is_a_table(trained: Osint) -> None:
    (trained.folder / "class").mkdir()
    play(trained, "class/ana", *GOOD)
    play(trained, "class/ben", *BAD)
    shutil.copytree(trained.folder / "class/ben", trained.folder / "class/cho")
    (trained.folder / "class/cho/ledger.ndjson").write_bytes(b"")
    shutil.copytree(trained.folder / "class/ben", trained.folder / "class/dan")
    (trained.folder / "class/dan/case.json").unlink()
    (trained.folder / "class/eve").mkdir()
    done = trained("exercise", "score", "island-jobs", "--class", "class", "--sheets", "-o", "class.csv")
    assert done.code == 1
    rows = list(csv.DictReader(io.StringIO((trained.folder / "class.csv").read_text("utf-8"))))
    assert [(row["folder"], row["percent"]) for row in rows] == [("ana", "100"), ("ben", "0"), ("cho", ""), ("dan", "")]
    assert (rows[1]["wrong_claims"], rows[1]["rules_broken"], rows[1]["traps_sprung"]) == ("4", "2", "2")
    assert rows[2]["problem"]
    assert rows[3]["problem"]
    assert f"{Path('class/eve')} holds no case, so it is not in the table" in done.err
    assert sorted(path.name for path in (trained.folder / "class").glob("*.html")) == [
        "ana-marks.html",
        "ben-marks.html",
        "cho-marks.html",
        "dan-marks.html",
    ]
    empty = trained("exercise", "score", "island-jobs", "--class", "class/eve")
    assert (empty.code, "there is no case in" in empty.err) == (0, True)


@pytest.mark.parametrize(
    "words, said",
    [
        (["--case", "nowhere"], "no case"),
        (["--class", "nowhere"], "is no folder"),
        (["--sheets"], "--sheets needs --class"),
        ([], "no case here"),
    ],
)
def test_what_cannot_be_marked(trained: Osint, words: list[str], said: str) -> None:
    done = trained("exercise", "score", "island-jobs", *words)
    assert done.code in (1, 2)
    assert said in done.err + done.out


def test_hostile_answers_stay_text(trained: Osint) -> None:
    answer = '<script>alert(1)</script>\x1b[31m =cmd|"/c calc"!A1'
    play(trained, "case", ("exercise", "answer", "link", answer))
    trained("exercise", "score", "island-jobs", "--case", "case", "--html", "sheet.html", "-o", "marks.csv")
    sheet = (trained.folder / "sheet.html").read_text("utf-8")
    assert "<script>" not in sheet
    assert "\x1b" not in sheet + (trained.folder / "marks.csv").read_text("utf-8")


def tree(folder: Path) -> dict[str, str]:
    return {str(path): sha256_hex(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}
