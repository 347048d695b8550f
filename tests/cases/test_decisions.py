"""Decisions of the operator go into lines and come out of them."""

from osint_kit.cases.decisions import Decision, Role, Verdict, decisions
from osint_kit.findings import read_finding
from osint_kit.identifiers import parse

HANDLE, OTHER = parse("@sefajobs679"), parse("@sefa.jobs")


def test_a_decision_survives_its_line() -> None:
    """Every part of it."""
    made = [
        Decision(Verdict.REJECT, HANDLE, "another man", about="ab" * 32),
        Decision(Verdict.SAME_AS, HANDLE, "he says so in his bio", other=OTHER),
        Decision(Verdict.ROLE, HANDLE, "her statement", role=Role.VICTIM, minor=True),
    ]
    read = decisions(read_finding(one.to_finding().to_line()) for one in made)
    assert [(one.verdict, one.subject, one.reason, one.about, one.other, one.role, one.minor) for one in read] == [
        (one.verdict, one.subject, one.reason, one.about, one.other, one.role, one.minor) for one in made
    ]


def test_what_is_no_decision_is_left_out() -> None:
    """A later version may know more verdicts."""
    line = Decision(Verdict.REJECT, HANDLE, "x").to_finding().to_line().replace(b'"reject"', b'"banish"')
    assert decisions([read_finding(line)]) == []
