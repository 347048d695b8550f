"""Grades that move: confirmation by independent sources, contradiction, and sources that copy from one another."""

from datetime import timedelta

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.findings import Finding
from osint_kit.identifiers import parse
from osint_kit.profiles.grades import graded
from osint_kit.profiles.material import material
from tests.profiles.books import AT, said


def codes(*findings: Finding) -> list[str]:
    """The grades of some findings of grade B2, in their order."""
    grades, _ = graded(material(findings))
    return [grades[finding.id].code for finding in findings]


def created(source: str, when: str = "2020-01-02") -> Finding:
    return said("a.example", "created", when, source)


def test_one_source_keeps_its_grade() -> None:
    assert codes(created("rdap")) == ["B2"]


def test_independent_sources_confirm_one_another() -> None:
    assert codes(created("rdap"), created("wayback")) == ["B1", "B1"]
    assert codes(created("rdap", "2020-01-02T10:00:00Z"), created("wayback")) == ["B1", "B1"]


def test_sources_that_copy_from_one_another_count_once() -> None:
    assert codes(created("rdap"), created("whois")) == ["B2", "B2"]
    assert codes(created("rdap"), created("whois"), created("wayback"))[2] == "B1"


def test_what_others_contradict_falls_and_both_are_shown() -> None:
    one, other = created("rdap"), created("wayback", "2021-05-05")
    assert codes(one, other) == ["B3", "B3"]
    grades, (contradiction,) = graded(material([one, other]))
    assert grades[one.id].why == "for the test; contradicted by the archives"
    values = contradiction.record(grades)["values"]
    assert isinstance(values, list)
    assert {value["value"] for value in values} == {"2020-01-02", "2021-05-05"}


def test_a_source_that_changed_its_mind_contradicts_nobody() -> None:
    before = created("rdap")
    after = Finding(parse("a.example"), "created", "2021-05-05", "rdap", AT + timedelta(days=1), before.grade)
    grades, contradictions = graded(material([before, after]))
    assert contradictions == []
    assert grades[after.id].code == "B2"


def test_several_values_of_a_property_that_may_have_several_are_no_contradiction() -> None:
    _, contradictions = graded(
        material(
            [said("a.example", "email", "x@a.example", "rdap"), said("a.example", "email", "y@a.example", "wayback")]
        )
    )
    assert contradictions == []


def test_the_operator_moves_a_grade_and_its_letter_stays() -> None:
    one, other = created("rdap"), created("wayback", "2021-05-05")
    confirm = Decision(Verdict.CONFIRM, one.subject, "seen", about=one.id).to_finding()
    reject = Decision(Verdict.REJECT, one.subject, "wrong", about=other.id).to_finding()
    grades, contradictions = graded(material([one, other, confirm, reject]))
    assert (grades[one.id].code, grades[other.id].code) == ("B1", "B5")
    assert contradictions == []
