"""A victim's number goes out of a case in every form, and the seals still hold; nothing is lost on the way."""

import base64
import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from osint_kit.canonical import canonical
from osint_kit.cases import ledger, merkle
from osint_kit.cases.case import Case, open_case
from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.cases.recovery import recover
from osint_kit.cases.redacted_copy import copy_redacted
from osint_kit.cases.redaction import redact
from osint_kit.cases.run import Run
from osint_kit.cases.statements import note_line
from osint_kit.cases.summary import runs
from osint_kit.cases.verify import verify
from osint_kit.cases.withholding import Wanted, look_through, wanted
from osint_kit.errors import UsageError
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, parse
from tests.cases.conftest import PHONE, asked, fill, finding, http_exchange
from tests.cases.searching import left_in
from tests.cases.verified import problems

HER = PHONE.value
FORMS = [
    b"call +679 999 1234 now",
    b'{"phone": "\\u002b6799991234"}',
    b"href=https://wa.me/%2B6799991234",
    base64.b64encode(b"x" * 7 + HER.encode() + b" is her number"),
    "her number is +6799991234".encode("utf-16-le"),
    b"tel:+679-999-1234&#32;",
]
GRAVATAR = hashlib.sha256(b"mere@kila.example").hexdigest()


@pytest.fixture
def held(case: Case, begin: Callable[[], Run]) -> Case:
    """Her number in every form, in lines and in records; others' beside it."""
    with begin() as run:
        fill(run)
        for body in FORMS:
            run.add(finding(f"rested on {len(body)}", (run.keep(http_exchange(body)),)))
        head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        run.keep(replace(http_exchange(), received=head + gzip.compress(b"say +679 999-1234")))
        run.add(finding("someone else", (run.keep(http_exchange(b"call +6787012345")),)))
        run.keep_file("pic.png", b"\x89PNG\r\n", "image/png")
    with begin() as run:
        run.add(Decision(Verdict.CONFIRM, PHONE, "seen", about=asked().id).to_finding())
        run.add(note_line("cites it", None, [asked().id]))
        run.add(finding("untouched", ()))
    profile = {
        "subject": {"name": "x", "seeds": []},
        "identifiers": [
            {"kind": "phone", "value": HER, "findings": ["a"]},
            {"kind": "domain", "value": "island-jobs.example", "findings": [asked().id, "b"]},
        ],
    }
    (case.folder / "profiles").mkdir()
    (case.folder / "profiles" / "subject-1.json").write_text(json.dumps(profile))
    (case.folder / "reports").mkdir()
    (case.folder / "reports" / "case.html").write_text(f"<p>{HER}</p>")
    (case.folder / "reports" / "clean.html").write_text("<p>nothing</p>")
    (case.folder / "exports").mkdir()
    (case.folder / "exports" / "case.age").write_bytes(b"sealed")
    return case


def withhold(case: Case, *items: Identifier, ids: tuple[str, ...] = (), texts: tuple[str, ...] = ()) -> None:
    with case.locked():
        found = look_through(case, wanted(case, items, ids, texts))
        redact(case, found, "Ana", "victim", "order 7")


def roots(case: Case) -> list[str]:
    return [json.loads(path.read_text())["merkle_root"] for path in sorted(case.folder.glob("runs/*/run.json"))]


def raw_lines(case: Case) -> list[bytes]:
    paths = sorted(case.folder.glob("runs/*/findings.ndjson"))
    return [line for path in paths for line in path.read_bytes().splitlines()]


def all_lines(case: Case) -> list[dict[str, object]]:
    return [json.loads(line) for line in raw_lines(case)]


def test_no_byte_of_an_identifier_is_left_and_the_case_verifies(held: Case) -> None:
    before, seals = roots(held), [path.read_bytes() for path in sorted(held.folder.glob("runs/*/*.json"))]
    its_ids = [line["id"] for line in all_lines(held) if HER in json.dumps(line)]
    assert left_in(held.folder, HER)
    withhold(held, PHONE)
    assert left_in(held.folder, HER, "999 1234", "9991234", "999-1234", *map(str, its_ids)) == []
    verdict = verify(held.folder)
    assert verdict.problems == ()
    assert roots(held) == before
    assert [path.read_bytes() for path in sorted(held.folder.glob("runs/*/*.json"))] == seals
    assert "someone else" in json.dumps(all_lines(held))
    assert "untouched" in json.dumps(all_lines(held))
    gone = [line for line in all_lines(held) if "withheld" in line]
    assert {(line["role"], line["reason"]) for line in gone} == {("victim", "order 7")}
    profile = json.loads((held.folder / "profiles" / "subject-1.json").read_text())
    assert profile["identifiers"] == [{"kind": "domain", "value": "island-jobs.example", "findings": ["b"]}]
    assert sorted(path.name for path in held.folder.glob("[re][ex]p*/*")) == ["clean.html"]


def test_the_search_of_these_tests_finds_every_form(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "a").write_bytes(gzip.compress(b"a" + base64.b64encode(b"x" * number + HER.encode() + b"yy")))
        assert left_in(tmp_path, HER)
        (tmp_path / "a").write_bytes(gzip.compress(b"a" + base64.b64encode(b"x" * number + b"+6799991334yy")))
        assert not left_in(tmp_path, HER)
    for form in (FORMS[2], FORMS[4]):
        (tmp_path / "a").write_bytes(form)
        assert left_in(tmp_path, HER)


def test_the_summary_counts_the_records_that_are_left(held: Case) -> None:
    withhold(held, PHONE)
    withhold(held, parse("+6787012345"))
    assert sum(run.records for run in runs(held)) == verify(held.folder).records


def test_each_leaf_is_that_of_the_line_that_stood_there(held: Case) -> None:
    old = [
        line for path in sorted(held.folder.glob("runs/*/findings.ndjson")) for line in path.read_bytes().splitlines()
    ]
    withhold(held, PHONE)
    new = [
        line for path in sorted(held.folder.glob("runs/*/findings.ndjson")) for line in path.read_bytes().splitlines()
    ]
    assert len(old) == len(new)
    for before, after in zip(old, new, strict=True):
        assert before == after or json.loads(after)["withheld"] == merkle.leaf_hash(before).hex()


def test_the_ledger_names_hashes_and_dropped_evidence_and_no_value(held: Case) -> None:
    withhold(held, PHONE)
    lines = list(open_case(held.folder).entries())
    done = [entry for entry in lines if entry.action == ledger.REDACT_DONE]
    cut = [entry for entry in lines if entry.action == ledger.REDACT]
    assert [entry.ref for entry in done] == [entry.ref for entry in cut]
    assert set(cut[0].detail or ()) == {"role", "files", "withheld", "dropped"}
    assert "order 7" not in (held.folder / ledger.NAME).read_text()


def test_a_finding_goes_by_its_id_with_what_it_states(held: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        named = Finding(
            parse("island-jobs.example"), "registrant", "Mere Kila", "whois", asked().observed_at, asked().grade
        )
        run.add(named)
        run.keep(http_exchange(b"Registrant: MERE%20KILA"))
    withhold(held, ids=(named.id,))
    assert left_in(held.folder, "Mere Kila", named.id) == []
    assert HER in json.dumps(all_lines(held))
    assert problems(held.folder) == ()


def test_a_person_goes_with_all_that_was_decided_to_be_theirs(held: Case, begin: Callable[[], Run]) -> None:
    mail = parse("mere@kila.example")
    with begin() as run:
        run.add(Decision(Verdict.SAME_AS, mail, "her card", other=PHONE).to_finding())
        run.keep(http_exchange(b"write to Mere@Kila.example"))
        run.keep(http_exchange(f"<img src=/avatar/{GRAVATAR}>".encode()))
    withhold(held, mail, texts=("her card",))
    assert left_in(held.folder, HER, mail.value, "her card", GRAVATAR) == []
    assert problems(held.folder) == ()


def test_a_second_redaction_and_further_runs_hold_too(held: Case, begin: Callable[[], Run]) -> None:
    withhold(held, PHONE)
    withhold(held, parse("+6787012345"))
    with begin() as run:
        fill(run)
    assert problems(held.folder) == ()
    withhold(held, PHONE, ids=(finding("203.0.113.0").id,))
    assert left_in(held.folder, HER, "+6787012345", "203.0.113.0") == []
    assert problems(held.folder) == ()


def test_pictures_are_named_and_the_card_too(held: Case) -> None:
    found = look_through(held, wanted(held, [PHONE], (), ("Island Jobs",)))
    assert [one for one in found.unread if "pic.png" in one]
    assert found.card
    with pytest.raises(UsageError):
        wanted(held, [], ("0" * 64,), ())


def test_a_copy_never_held_it_and_the_case_stays(held: Case, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in held.folder.rglob("*") if path.is_file()}
    copy = tmp_path / "for the court"
    with held.locked():
        copy_redacted(held, copy, look_through(held, wanted(held, [PHONE], (), ())), "Ana", "victim", "order 7")
    assert left_in(copy, HER) == []
    assert problems(copy) == ()
    assert {path: path.read_bytes() for path in held.folder.rglob("*") if path.is_file()} == before
    for wrong in (copy, held.folder / "inside"):
        with pytest.raises(UsageError):
            copy_redacted(held, wrong, look_through(held, Wanted()), "Ana", "victim", "order 7")


def test_a_line_cannot_be_withheld_behind_the_ledgers_back(held: Case) -> None:
    path = sorted(held.folder.glob("runs/*/findings.ndjson"))[0]
    first, *rest = path.read_bytes().splitlines(keepends=True)
    leaf = merkle.leaf_hash(first.rstrip(b"\n")).hex()
    path.write_bytes(canonical({"withheld": leaf, "role": "victim", "reason": "x"}) + b"\n" + b"".join(rest))
    assert any("findings.ndjson" in problem for problem in problems(held.folder))


def test_after_a_redaction_no_other_line_can_be_changed(held: Case) -> None:
    withhold(held, PHONE)
    for path in sorted(held.folder.glob("runs/*/findings.ndjson")) + sorted(held.folder.glob("runs/*/*.gz")):
        data = path.read_bytes()
        path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        assert problems(held.folder)
        path.write_bytes(data)


def test_an_interruption_is_finished_by_the_next_writer(held: Case) -> None:
    """All states between the ledger's lines and the end: any of the new files in place or not."""
    untouched = held.folder.with_name("before")
    shutil.copytree(held.folder, untouched)
    withhold(held, PHONE)
    lines = (held.folder / ledger.NAME).read_bytes().splitlines(keepends=True)
    begun = [line for line in lines if b'"action":"redact-done"' not in line]
    for state in range(4):
        again = held.folder.with_name(f"state-{state}")
        shutil.copytree(untouched, again)
        (again / ledger.NAME).write_bytes(b"".join(begun))
        for place, path in enumerate(sorted(held.folder.glob("runs/*/*[nz]"))):
            if path.name in ("findings.ndjson", "evidence.warc.gz"):
                target = again / path.relative_to(held.folder)
                shutil.copy(path, target if state >> (place % 2) & 1 else target.with_name(path.name + ".redacted"))
        seen = verify(again)
        assert seen.problems == ()
        assert any("interrupted" in note for note in seen.notes)
        case = open_case(again)
        with case.locked():
            recover(case, "Ana")
        assert problems(again) == ()
        assert verify(again).notes == ()
        assert left_in(again / "runs", HER) == []
