"""Tampering: every changed byte and every moved thing is found; nothing is written while looking."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from osint_kit.cases.case import Case
from osint_kit.cases.run import Run
from osint_kit.cases.verify import Verdict, verify
from tests.cases.conftest import asked, fill


def problems(folder: Path, head: str | None = None) -> tuple[str, ...]:
    return verify(folder, head).problems


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
            if path.name == "ledger.ndjson" and (length == 0 or data[:length].endswith(b"\n")):
                continue  # whole lines gone from the end: only a known head can prove that
            path.write_bytes(data[:length])
            assert problems(full), f"{path.name} cut to {length}"
        path.unlink()
        assert path.name == "case.json" or problems(full), f"{path.name} missing"
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
