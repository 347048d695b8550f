"""Tampering: every changed byte and every moved thing is found; nothing is written while looking."""

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_kit.canonical import canonical, sha256_hex
from osint_kit.cases import merkle
from osint_kit.cases.case import Card, Case, new_case
from osint_kit.cases.run import Run, open_run
from osint_kit.cases.verify import Verdict, verify
from osint_kit.commands import verify_case
from osint_kit.reach import Reach
from tests.cases.conftest import asked, fill, finding
from tests.cases.verified import problems

NAMES = ("case.json", "ledger.ndjson", "open.json", "run.json", "findings.ndjson", "evidence.warc.gz")


@pytest.fixture
def full(case: Case, begin: Callable[[], Run]) -> Path:
    for _ in range(2):
        with begin() as run:
            fill(run)
    return case.folder


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_any_flipped_bit_is_found(full: Path) -> None:
    dice = random.Random(7)
    for path in files(full):
        data = path.read_bytes()
        for _ in range(25):
            place, bit = dice.randrange(len(data)), dice.randrange(8)
            path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
            assert problems(full), f"{path.name}, byte {place}, bit {bit}"
        path.write_bytes(data)
    assert problems(full) == ()


def test_any_truncation_and_any_missing_file_is_found(full: Path) -> None:
    dice = random.Random(8)
    for path in files(full):
        data = path.read_bytes()
        for length in {0, len(data) - 1, *(dice.randrange(len(data)) for _ in range(5))}:
            if path.name == "ledger.ndjson" and length and data[:length].endswith(b"\n"):
                continue  # whole lines gone from the end: only a known head can prove that
            path.write_bytes(data[:length])
            assert problems(full), f"{path.name} cut to {length}"
        path.unlink()
        assert problems(full), f"{path.name} missing"
        path.write_bytes(data)


def test_lines_cut_from_the_ledgers_end_are_found_against_a_known_head(full: Path) -> None:
    head = verify(full).head
    ledger = full / "ledger.ndjson"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:-2]))
    shutil.rmtree(full / json.loads(lines[-1])["ref"])
    assert problems(full) == ()
    assert any(head in text for text in problems(full, head))


def test_an_older_head_still_proves_what_was_before_it(case: Case, begin: Callable[[], Run]) -> None:
    begin().seal("complete")
    head = case.head()
    begin().seal("complete")
    assert verify(case.folder, head).problems == ()


def test_it_goes_on_after_the_first_and_lists_the_rest(full: Path) -> None:
    (full / "case.json").write_bytes(b"{}")
    lines = (full / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    one, two = (full / json.loads(lines[number])["ref"] for number in (1, 3))
    (full / "ledger.ndjson").write_bytes(b"".join([lines[0], b"x\n", *lines[2:]]))
    flip(one / "evidence.warc.gz", 40)
    flip(two / "open.json", 40)
    (two / "run.json").unlink()
    seen = problems(full)
    assert seen[0].startswith("ledger.ndjson, line 2")
    for name in ("case.json", f"{one.name}: the ledger never", f"{two.name}/open.json", f"{two.name}: run.json"):
        assert any(name in text for text in seen), name


def flip(path: Path, place: int, bit: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(data)


def rechain(folder: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    """Change the ledger, and make its chain hold again, as somebody who knows how would."""
    path = folder / "ledger.ndjson"
    entries = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(entries)
    prev = "0" * 64
    for number, entry in enumerate(entries, start=1):
        entry |= {"seq": number, "prev": prev}
        prev = sha256_hex(canonical({key: value for key, value in entry.items() if key != "hash"}))
        entry["hash"] = prev
    path.write_bytes(b"".join(canonical(entry) + b"\n" for entry in entries))


def drop(number: int, entries: list[dict[str, object]]) -> None:
    del entries[number]


def test_a_ledger_line_removed_and_the_chain_recomputed_is_found(full: Path) -> None:
    head = verify(full).head
    whole = (full / "ledger.ndjson").read_bytes()
    for number in range(len(whole.splitlines())):
        (full / "ledger.ndjson").write_bytes(whole)
        rechain(full, partial(drop, number))
        if number == len(whole.splitlines()) - 1:  # the newest line can only be missed by who knows the head
            assert problems(full) == ()
            assert any("closing ledger line is missing" in note for note in verify(full).notes)
        else:
            assert problems(full), number
        assert problems(full, head)


def test_a_finding_removed_with_seal_and_chain_recomputed_is_found_against_a_known_head(full: Path) -> None:
    head = verify(full).head
    run = min((full / "runs").iterdir())
    lines = (run / "findings.ndjson").read_bytes().splitlines(keepends=True)
    (run / "findings.ndjson").write_bytes(b"".join(lines[:-1]))
    seal = json.loads((run / "run.json").read_bytes())
    seal["counts"]["findings"] -= 1
    seal["merkle_root"] = merkle.root(merkle.leaf_hash(line[:-1]) for line in lines[:-1])
    seal["files"]["findings.ndjson"] = sha256_hex(b"".join(lines[:-1]))
    (run / "run.json").write_text(json.dumps(seal))

    def change(entries: list[dict[str, object]]) -> None:
        for entry in entries:
            if entry["action"] == "run-seal" and entry["ref"] == f"runs/{run.name}":
                entry["sha256"] = sha256_hex((run / "run.json").read_bytes())

    assert problems(full)
    rechain(full, change)
    assert problems(full) == ()
    assert any(head in text for text in problems(full, head))


def test_a_run_of_another_case_in_the_place_of_one_is_found(full: Path, tmp_path: Path) -> None:
    card = Card(title="Other", purpose="test", authority="x", operator="Ana")
    other = new_case(tmp_path / "other", card)
    with open_run(other, "domain whois", {}, "Ana", "internet", False, Reach.PLATFORM, {}) as run:
        fill(run)
    mine = min((full / "runs").iterdir())
    shutil.rmtree(mine)
    shutil.copytree(run.folder, mine)
    seen = problems(full)
    assert any("open.json is not the one" in text for text in seen)
    assert any("run.json is not the one" in text for text in seen)
    shutil.copytree(run.folder, full / "runs" / run.folder.name)
    assert any(f"{run.folder.name}: the ledger never heard" in text for text in problems(full))


def test_swapped_evidence_within_a_case_is_found(full: Path) -> None:
    one, two = sorted((full / "runs").iterdir())
    for name in ("open.json", "run.json", "findings.ndjson", "evidence.warc.gz"):
        saved = (one / name).read_bytes(), (two / name).read_bytes()
        (one / name).write_bytes(saved[1])
        (two / name).write_bytes(saved[0])
        assert problems(full), name
        (one / name).write_bytes(saved[0])
        (two / name).write_bytes(saved[1])
    assert problems(full) == ()


def test_evidence_that_is_not_there_may_not_be_cited(case: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        run.add(finding("1", ("urn:uuid:00000000-0000-4000-8000-000000000000",)))
        run.add(finding("2", ("f" * 64,)))
    assert len([text for text in problems(case.folder) if "cites" in text]) == 2


def test_a_record_changed_with_all_hashes_of_the_file_recomputed_is_found(full: Path) -> None:
    run = min((full / "runs").iterdir())
    path = run / "evidence.warc.gz"
    records = gzip.decompress(path.read_bytes()).replace(b"Domain: ", b"Dumain: ")
    path.write_bytes(gzip.compress(records))
    seal = json.loads((run / "run.json").read_bytes())
    seal["files"]["evidence.warc.gz"] = sha256_hex(path.read_bytes())
    (run / "run.json").write_text(json.dumps(seal))
    assert any("evidence.warc.gz" in text for text in problems(full))


@pytest.mark.parametrize("name", NAMES)
def test_links_pipes_and_folders_in_the_place_of_files_are_found_and_not_followed(full: Path, name: str) -> None:
    path = next(full.rglob(name))
    data = path.read_bytes()
    aside = full.parent / "aside"
    aside.write_bytes(data)
    path.unlink()
    path.symlink_to(aside)
    assert problems(full)
    path.unlink()
    os.mkfifo(path)
    assert problems(full)
    path.unlink()
    path.mkdir()
    assert problems(full)


@pytest.mark.parametrize("field", ["at", "operator", "action", "ref", "sha256"])
@pytest.mark.parametrize("value", [None, 7, [], {"a": 1}, True])
def test_a_ledger_line_of_other_types_is_found(full: Path, field: str, value: object) -> None:
    for number in (0, 1, 2):
        rechain(full, lambda entries: entries[number].update({field: value}))  # noqa: B023
        assert problems(full)


def test_a_run_after_a_closing_is_found(full: Path) -> None:
    rechain(full, lambda entries: entries.insert(3, {**entries[0], "action": "case-close"}))
    assert any("after the case was closed" in text for text in problems(full))


def test_an_authority_whose_words_are_not_on_record_is_found(case: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        run.put_in_ledger(asked("Order 7/2026"), "authority")
    assert problems(case.folder) == ()
    rechain(case.folder, lambda entries: entries[2].update(sha256="0" * 64))
    assert any("the authority that line 3" in text for text in problems(case.folder))


@pytest.mark.parametrize("ref", ["runs/../../elsewhere", "runs/", "/etc", "runs/a/b", "elsewhere"])
def test_a_ledger_that_leads_out_of_the_case_is_found(full: Path, ref: str) -> None:
    rechain(full, lambda entries: entries[1].update(ref=ref))
    assert any("is no run" in text for text in problems(full))


NASTY = [
    *(b"", b"\n", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000),
    *(b'{"a":NaN}', b'{"a":1e400}', b'{"a":1,"a":1}', b'{"id":1}'),
]


@pytest.mark.parametrize("name", NAMES)
def test_nonsense_in_the_place_of_any_file_is_named_and_ends_nothing(full: Path, name: str) -> None:
    for nonsense in NASTY:
        next(full.rglob(name)).write_bytes(nonsense)
        assert problems(full), nonsense[:10]


def test_the_script_runs_by_itself(full: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "verify_case.py"
    alone.parent.mkdir()
    shutil.copy(str(verify_case.__file__), alone)
    for python in filter(None, (sys.executable, shutil.which("python3.8"), shutil.which("python3.9"))):
        if subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode:
            continue  # a shim without a Python behind it
        done = subprocess.run([python, "-I", "-S", alone, full], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), python
        assert done.stdout.startswith(b"holds: 2 runs")
        assert subprocess.run([python, "-I", "-S", alone, tmp_path], check=False, capture_output=True).returncode == 2


@given(number=st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53) + 1, 2**53 - 1))
def test_the_script_writes_numbers_as_the_kit_does(number: float) -> None:
    assert verify_case.canonical(number) == canonical(number)


@settings(max_examples=40)
@given(value=st.recursive(st.text() | st.booleans() | st.none(), lambda inner: st.dictionaries(st.text(), inner)))
def test_the_script_writes_texts_and_objects_as_the_kit_does(value: object) -> None:
    assert verify_case.canonical(value) == canonical(value)  # type: ignore[arg-type]


def test_swapped_files_and_runs_from_elsewhere_are_found(full: Path) -> None:
    one, two = sorted((full / "runs").iterdir())
    copy = full / "runs" / "20260101T000000Z-domain-whois-00000000"
    shutil.copytree(one, copy)
    assert any("never heard" in text for text in problems(full))
    shutil.rmtree(copy)
    first, second = one / "findings.ndjson", two / "findings.ndjson"
    saved = first.read_bytes(), second.read_bytes()
    first.write_bytes(saved[1])
    second.write_bytes(saved[0])
    assert problems(full)


def test_a_line_removed_with_the_seal_rewritten_is_found(full: Path) -> None:
    run = min((full / "runs").iterdir())
    lines = (run / "findings.ndjson").read_bytes().splitlines(keepends=True)
    (run / "findings.ndjson").write_bytes(b"".join(lines[1:]))
    seal = json.loads((run / "run.json").read_bytes())
    seal["counts"]["findings"] -= 1
    (run / "run.json").write_text(json.dumps(seal))
    assert any("run.json is not the one" in text for text in problems(full))


def test_verifying_writes_nothing(full: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in full.rglob("*")}
    assert isinstance(verify(full), Verdict)
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in full.rglob("*")}


def test_a_run_at_work_is_no_damage(case: Case, begin: Callable[[], Run]) -> None:
    run = begin()
    run.add(asked())
    verdict = verify(case.folder)
    assert verdict.problems == ()
    assert any("not sealed" in note for note in verdict.notes)
    run.seal("complete")


def test_a_strangers_file_is_named_and_no_damage(full: Path) -> None:
    (min((full / "runs").iterdir()) / "Thumbs.db").write_bytes(b"x")
    verdict = verify(full)
    assert verdict.problems == ()
    assert any("Thumbs.db" in note for note in verdict.notes)
