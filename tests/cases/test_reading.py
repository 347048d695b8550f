"""Reading back what the runs of a case found."""

import json
from collections.abc import Callable
from dataclasses import replace

from osint_kit.cases.case import Case
from osint_kit.cases.reading import findings_about
from osint_kit.cases.run import Run
from osint_kit.identifiers import Identifier, Kind
from tests.cases.conftest import DOMAIN, PHONE, asked, finding


def test_findings_come_back_in_the_order_of_their_runs(case: Case, begin: Callable[[], Run]) -> None:
    for number in range(5):
        with begin() as run:
            run.add(finding(f"203.0.113.{number}"))
            run.add(asked())
    found = list(findings_about(case, {DOMAIN}))
    assert [item.value for _, item in found] == [f"203.0.113.{number}" for number in range(5)]
    assert len({run for run, _ in found}) == 5
    assert found[0][1] == finding("203.0.113.0")
    assert [item.subject for _, item in findings_about(case, {PHONE})] == [PHONE] * 5
    assert list(findings_about(case, set())) == []


def test_who_is_only_spoken_of_is_no_subject(case: Case, begin: Callable[[], Run]) -> None:
    other = Identifier(Kind.DOMAIN, "other.example")
    with begin() as run:
        run.add(replace(finding(), object=other))
    assert list(findings_about(case, {other})) == []


def test_withheld_and_torn_lines_say_nothing(case: Case, begin: Callable[[], Run]) -> None:
    with begin() as run:
        run.add(finding())
    with (run.folder / "findings.ndjson").open("ab") as lines:
        lines.write(json.dumps({"withheld": "ab", "reason": DOMAIN.value}).encode() + b"\n")
        lines.write(b'"' + DOMAIN.value.encode() + b'"\n')
        lines.write(finding("203.0.113.9").to_line()[:-20])
    assert [item.value for _, item in findings_about(case, {DOMAIN})] == ["203.0.113.7"]
