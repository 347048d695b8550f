"""What a subject is called: each name with who tells it, and nothing that is no name of the subject's."""

from typing import Any

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.findings import CALLED, OPERATOR, OPERATOR_SAID, Finding
from osint_kit.identifiers import parse
from osint_kit.profiles.material import material
from osint_kit.profiles.profile import build
from osint_kit.profiles.words import in_words
from tests.profiles.books import AT, said

PHONE = "+6799991234"
TIES = [
    said("github:sefa", "phone", PHONE, "accounts", PHONE),
    said("jobs.example", "phone", PHONE, "rdap", PHONE),
]
OWN = Finding(parse(PHONE), CALLED, "Recruiter", OPERATOR, AT, OPERATOR_SAID)


def profile_of(*findings: Finding, name: str | None = "Recruiter") -> dict[str, Any]:
    found = material([*TIES, OWN, *findings])
    found.asked = {parse(PHONE): "1"}
    return build(name, [(parse(PHONE), PHONE)], found)


def names(profile: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [(entry["name"], entry["what"], entry["value"], entry["source"]) for entry in profile["called"]]


def test_each_name_comes_with_who_tells_it_and_the_operators_first() -> None:
    told = [
        said("github:sefa", "display_name", "Sefa V.", "github"),
        said("github:sefa", "display_name", "Sefa V.", "witness"),
        said("jobs.example", "registrant", "John Tari", "whois"),
    ]
    profile = profile_of(*told)
    assert names(profile) == [
        ("Recruiter", "called", PHONE, "operator"),
        ("Sefa V.", "display_name", "github:sefa", "github; witness"),
        ("John Tari", "registrant", "jobs.example", "whois"),
    ]
    assert [entry["findings"] for entry in profile["called"]] == [
        [OWN.id],
        sorted([told[0].id, told[1].id]),
        [told[2].id],
    ]
    assert [entry["grade"] for entry in profile["called"]] == ["A1", "B1", "B2"], "two who agree confirm one another"


def test_what_is_no_name_of_the_subject() -> None:
    wrong = said("github:sefa", "display_name", "Not He", "github")
    other = Finding(parse("@other"), CALLED, "Recruiter", OPERATOR, AT, OPERATOR_SAID)
    profile = profile_of(
        wrong,
        Decision(Verdict.REJECT, parse("github:sefa"), "a test", about=wrong.id).to_finding(),
        said("gitlab:stranger", "display_name", "A Stranger", "accounts"),
        said("jobs.example", "registrant", "REDACTED FOR PRIVACY", "rdap"),
        said("jobs.example", "registrar", "Cheap Host Ltd", "rdap"),
        other,
    )
    assert names(profile) == [("Recruiter", "called", PHONE, "operator")]
    assert names(profile_of(name=None)) == []


def test_in_words() -> None:
    told = [said("github:sefa", "display_name", f"Name {number}", "github") for number in range(7)]
    lines = in_words(profile_of(*told, said("jobs.example", "registrant", "Name 0", "whois")), 100)
    at = lines.index("Called (no name here is known to be the real one)")
    assert lines[at + 1] == "  Recruiter — so called by the operator"
    assert lines[at + 2] == "  Name 0 — display name of github:sefa (B2); registrant of jobs.example (B2)"
    assert lines[at + 5] == "  and 4 more names"
    assert not [line for line in in_words(profile_of(), 100) if line.startswith("Called")], "it is the headline"
