"""The accounts of a profile: whose word tells the state, and what is said of a namesake."""

from dataclasses import replace
from datetime import timedelta

from osint_kit.canonical import Json
from osint_kit.findings import Finding
from osint_kit.identifiers import parse
from osint_kit.profiles.account_states import account_states
from osint_kit.profiles.material import material
from osint_kit.profiles.spreading import Spread, spread
from osint_kit.profiles.ties import ties
from tests.profiles.books import AT, GRADE, said

HERE, THERE = "github:lowela_kt7", "dev:lowela_kt7"


def state(source: str, word: str, why: str, minutes: int) -> Finding:
    value: dict[str, Json] = {"site": "GitHub", "state": word, "why": why, "url": f"https://{source}.example"}
    tie = parse(HERE) if word == "found" else None
    return replace(
        Finding(parse("@lowela_kt7"), "account", value, source, AT, GRADE, object=tie),
        observed_at=AT + timedelta(minutes=minutes),
    )


def entries(*findings: Finding, told: Spread | None = None) -> dict[str, dict[str, Json]]:
    made = [entry for entry in account_states(findings, told or Spread()) if isinstance(entry, dict)]
    return {str(entry["value"]): entry for entry in made}


def test_which_of_two_sources_answers_first_does_not_matter() -> None:
    one = entries(state("accounts", "found", "", 0), state("github", "found", "its own record", 1))
    other = entries(state("accounts", "found", "", 1), state("github", "found", "its own record", 0))
    for made in (one, other):
        assert made[HERE]["why"] == "its own record"
        assert made[HERE]["url"] == "https://github.example"


def test_the_newest_state_stands() -> None:
    made = entries(state("accounts", "found", "", 0), state("github", "absent", "gone", 1))
    assert (made[HERE]["state"], made[HERE]["why"]) == ("absent", "gone")
    made = entries(state("accounts", "found", "", 1), state("github", "absent", "gone", 0))
    assert (made[HERE]["state"], made[HERE]["why"]) == ("found", None)


def test_a_namesake_is_found_and_both_names_are_told() -> None:
    findings = [said("@lowela_kt7", "account", f"https://{name}", "accounts", name) for name in (HERE, THERE)]
    findings += [said(HERE, "display_name", "Sefa Vulaono"), said(THERE, "display_name", "Mere Taukoro")]
    findings.append(said(HERE, "mentions", "+6799991234", "accounts", "+6799991234"))
    found = material(findings)
    told = spread([parse("@lowela_kt7"), parse("+6799991234")], ties(found), found)
    made = entries(*findings, told=told)
    assert (made[THERE]["state"], made[THERE]["belief"]) == ("found", None)
    assert made[THERE]["why"] == (
        "the same handle and nothing else, under another name: "
        "mere taukoro here, sefa vulaono on the accounts that are tied by more"
    )
    assert made[HERE]["belief"] == "probable"
