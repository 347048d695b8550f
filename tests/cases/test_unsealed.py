"""A run without a seal: what a kill or a loss of power leaves is no damage, whatever else was changed is."""

import json
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from osint_kit.canonical import Json, canonical
from osint_kit.cases import warc
from osint_kit.cases.case import Case
from osint_kit.cases.run import Run
from osint_kit.cases.verify import verify
from osint_kit.commands import verify_case
from tests.cases.conftest import fill, finding, http_exchange, leave
from tests.cases.verified import problems, where

TORN = "as an interruption leaves it"
LOST = "cites evidence that is not whole"


@pytest.fixture
def cut(case: Case, begin: Callable[[], Run]) -> Path:
    """The folder of a run that was killed after it had written all that it wrote."""
    run = begin()
    fill(run)
    leave(run)
    return run.folder


def seen(run: Path) -> tuple[tuple[str, ...], list[str]]:
    """Problems, and notes but that the run is not sealed; the script must say the same."""
    folder = run.parents[1]
    found = problems(folder)
    notes = [note for note in verify(folder).notes if "is not sealed" not in note]
    assert where(note for note in verify_case.notes if "is not sealed" not in note) == where(notes)
    return found, [note.partition(": ")[2] for note in notes]


def goes_on(run: Path, begin: Callable[[], Run]) -> None:
    """The next run finishes it, and leaves nothing to note."""
    begin().seal("complete")
    verdict = verify(run.parents[1])
    assert (verdict.problems, verdict.notes) == ((), ())


def lines_of(run: Path) -> list[bytes]:
    return (run / "findings.ndjson").read_bytes().splitlines(keepends=True)


def test_a_whole_one_is_gone_through(cut: Path) -> None:
    assert seen(cut) == ((), [])
    verdict = verify(cut.parents[1])
    assert (verdict.findings, verdict.records) == (6, 11)


def test_a_last_line_that_is_cut_off_is_no_damage(cut: Path, begin: Callable[[], Run]) -> None:
    data = b"".join(lines_of(cut))
    for length in range(1, len(data), 41):
        (cut / "findings.ndjson").write_bytes(data[:length])
        whole = data[:length].endswith(b"\n")
        assert seen(cut) == ((), [] if whole else [f"the last line is cut off, {TORN}"])
    (cut / "findings.ndjson").write_bytes(data + bytes(5000))
    assert seen(cut) == ((), [f"the last line is cut off, {TORN}"])
    goes_on(cut, begin)


def test_evidence_that_is_cut_off_is_no_damage(cut: Path, begin: Callable[[], Run]) -> None:
    path = cut / "evidence.warc.gz"
    data = path.read_bytes()
    ends = {record.offset + record.size for record in records(path)}
    for length in (*ends, *range(1, len(data), 37)):
        path.write_bytes(data[:length])
        found, notes = seen(cut)
        assert found == ()
        assert any(TORN in note for note in notes) == (length not in ends)
        assert any(LOST in note for note in notes) == (length < sorted(ends)[-2])  # nothing cites the file at the end
    for length in range(0, len(data), 97):  # after a loss of power the system may have made room and written nothing
        path.write_bytes(data[:length] + bytes(4096))
        found, notes = seen(cut)
        assert (found, any(TORN in note for note in notes)) == ((), True)
    goes_on(cut, begin)


def records(path: Path) -> list[warc.Record]:
    with path.open("rb") as stream:
        return list(warc.read_records(stream))


def test_a_changed_byte_of_a_record_that_others_follow_is_damage(cut: Path) -> None:
    path = cut / "evidence.warc.gz"
    data, dice = path.read_bytes(), random.Random(5)
    *whole, last = records(path)
    for _ in range(150):
        record = dice.choice(whole)
        place = record.offset + dice.randrange(10, record.size)  # before it stand a date and the name of a system
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :])
        assert seen(cut)[0] or records(path) == [*whole, last], "only bits that packing leaves unused may differ"
    path.write_bytes(data)
    assert seen(cut) == ((), [])


@pytest.mark.parametrize(
    "change,problem",
    [
        ({"value": "203.0.113.99"}, "the id is not that of the statement"),
        ({"id": "0" * 64}, "the id is not that of the statement"),
        ({"more": 1}, "not a finding"),
        ({"evidence": None}, "cites no list, which is not in this run"),
        ({"evidence": ["0" * 64]}, f"cites {'0' * 64}, which is not in this run"),
        ({"evidence": [[]]}, "cites [], which is not in this run"),
    ],
)
def test_a_changed_line_is_damage(cut: Path, change: dict[str, Json], problem: str) -> None:
    lines = lines_of(cut)
    lines[2] = canonical({**json.loads(lines[2]), **change}) + b"\n"
    (cut / "findings.ndjson").write_bytes(b"".join(lines))
    assert seen(cut)[0] == (f"runs/{cut.name}/findings.ndjson, line 3: {problem}",)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"{\n", b" %b", b'{"reason":"r","role":"victim","withheld":"%b"}\n'])
def test_a_line_in_no_canonical_form_is_damage(cut: Path, line: bytes) -> None:
    lines = lines_of(cut)
    lines[2] = line % lines[2] if b"%b" in line else line
    (cut / "findings.ndjson").write_bytes(b"".join(lines))
    assert any("findings.ndjson, line 3" in text for text in seen(cut)[0])


def test_a_line_about_what_was_asked_cannot_be_taken_away(cut: Path) -> None:
    (cut / "findings.ndjson").write_bytes(b"".join(lines_of(cut)[1:]))
    assert ["line 5: cites" in text for text in seen(cut)[0]] == [True]


def test_a_run_at_work_is_read_up_to_where_it_was(case: Case, begin: Callable[[], Run]) -> None:
    """What a line cites is written before it, so that nothing seems lost however fast the run writes."""
    run, stop = begin(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            run.add(finding(str(number := number + 1), (run.keep(http_exchange(b"x" * 300)),)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen_lines = [verify(case.folder) for _ in range(4)]
    finally:
        stop.set()
        writer.join()
        run.seal("complete")
    assert [verdict.problems for verdict in seen_lines] == [()] * 4
    assert not any(LOST in note for verdict in seen_lines for note in verdict.notes)
    assert seen_lines[-1].findings > 10
