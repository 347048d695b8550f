"""Runs: what is written, when, and that it is found again by an independent reading of the format."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785

from osint_kit.cases.case import Card, Case, new_case, open_case
from osint_kit.cases.run import Run, open_run
from osint_kit.cases.summary import runs
from osint_kit.cases.verify import verify
from osint_kit.errors import CaseDamaged, Refused, UsageError
from osint_kit.reach import Reach
from tests.cases.conftest import asked, fill, finding, http_exchange


def test_a_sealed_run_verifies_and_says_what_is_in_it(case: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        fill(run)
    verdict = verify(case.folder)
    assert (verdict.problems, verdict.notes, verdict.runs) == ((), (), 1)
    assert verdict.findings == 6
    assert verdict.records == 11
    (summary,) = runs(case)
    assert (summary.state, summary.findings, summary.command) == ("complete", 6, "domain whois")
    assert not (run.folder / "run.lock").exists()


def test_the_format_holds_for_a_reader_that_knows_only_the_document(case: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        fill(run)
    prev = "0" * 64
    for number, line in enumerate((case.folder / "ledger.ndjson").read_bytes().split(b"\n")[:-1], start=1):
        entry = json.loads(line)
        assert rfc8785.dumps(entry) == line
        own = entry.pop("hash")
        assert (entry["seq"], entry["prev"]) == (number, prev)
        assert hashlib.sha256(rfc8785.dumps(entry)).hexdigest() == own
        assert hashlib.sha256(_referred(case.folder, entry["action"], entry["ref"])).hexdigest() == entry["sha256"]
        prev = own
    for line in (run.folder / "findings.ndjson").read_bytes().split(b"\n")[:-1]:
        record = json.loads(line)
        assert rfc8785.dumps(record) == line
        stated = {name: record[name] for name in ("subject", "property", "value", "object", "source")}
        assert hashlib.sha256(rfc8785.dumps(stated)).hexdigest() == record["id"]
        assert len(bytes.fromhex(record["salt"])) == 16


def _referred(folder: Path, action: str, ref: str) -> bytes:
    name = {"case-new": "", "run-open": "/open.json", "run-seal": "/run.json"}[action]
    return (folder / f"{ref}{name}").read_bytes()


def test_names_and_cards_of_a_run_hold_no_identifier(begin: Callable[[], Run]) -> None:
    with begin() as run:
        fill(run)
    text = run.folder.name + (run.folder / "open.json").read_text() + (run.folder / "run.json").read_text()
    assert "9991234" not in text
    assert "island" not in text


def test_the_same_statement_is_kept_once(begin: Callable[[], Run]) -> None:
    with begin() as run:
        assert run.add(asked())
        assert not run.add(asked())
    assert len((run.folder / "findings.ndjson").read_bytes().splitlines()) == 1


def test_an_exception_seals_the_run_as_stopped(case: Case, begin: Callable[[], Run]) -> None:
    def interrupted() -> None:
        with begin() as run:
            run.add(asked())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [row.state for row in runs(case)] == ["stopped"]
    assert verify(case.folder).problems == ()


def test_a_case_refuses_another_world(case: Case) -> None:
    with pytest.raises(Refused, match="belongs to the world 'internet'"):
        open_run(case, "x", {}, "Ana", "island-jobs", True, Reach.OFFLINE, {})
    assert list(runs(case)) == []


def test_two_runs_in_one_case_at_once(case: Case, begin: Callable[[], Run]) -> None:
    first, second = begin(), begin()
    first.add(asked())
    second.add(asked())
    second.seal("complete")
    first.seal("complete")
    assert [row.state for row in runs(case)] == ["complete", "complete"]
    assert verify(case.folder).problems == ()


@pytest.mark.parametrize("card", [{"title": " "}, {"purpose": ""}, {"tlp": "PINK"}, {"retain_until": "soon"}])
def test_a_card_that_says_nothing_is_refused(tmp_path: Path, card: dict[str, str]) -> None:
    full = {"title": "t", "purpose": "p", "authority": "a", "operator": "o", **card}
    with pytest.raises(UsageError):
        new_case(tmp_path / "c", Card(**full))  # type: ignore[arg-type]
    assert not (tmp_path / "c").exists()


def test_a_newer_case_is_named_as_such_and_a_flipped_bit_is_damage(case: Case) -> None:
    card = case.folder / "case.json"
    card.write_bytes(card.read_bytes().replace(b'"format": 1', b'"format": 9'))
    with pytest.raises(CaseDamaged):
        open_case(case.folder)
    ledger = case.folder / "ledger.ndjson"
    entry = json.loads(ledger.read_bytes())
    entry["sha256"] = hashlib.sha256(card.read_bytes()).hexdigest()
    del entry["hash"]
    entry["hash"] = hashlib.sha256(rfc8785.dumps(entry)).hexdigest()
    ledger.write_bytes(rfc8785.dumps(entry) + b"\n")
    with pytest.raises(UsageError, match="format 9"):
        open_case(case.folder)


def test_no_case_and_a_folder_in_use(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no case in"):
        open_case(tmp_path)
    with pytest.raises(UsageError, match="not empty"):
        new_case(case.folder, case.card)


def test_a_case_may_be_moved(case: Case, begin: Callable[[], Run], tmp_path: Path) -> None:
    with begin() as run:
        fill(run)
    moved = tmp_path / "elsewhere"
    shutil.move(case.folder, moved)
    assert verify(moved).problems == ()


def test_evidence_is_on_disk_before_its_id_is_given_out(begin: Callable[[], Run]) -> None:
    with begin() as run:
        record_id = run.keep(http_exchange())
        from osint_kit.cases.warc import whole_length

        with (run.folder / "evidence.warc.gz").open("rb") as stream:
            assert record_id in whole_length(stream)[1]
        run.add(finding(evidence=(record_id,)))
