"""A profile in words, as a graph, and what changed in it; hostile text stays text in each."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from io import BytesIO
from typing import Any

import networkx
import pytest

from osint_kit.canonical import Json
from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.profiles.diff import changes
from osint_kit.profiles.graph import graph_of, graphml, graphviz, mermaid
from osint_kit.profiles.material import material
from osint_kit.profiles.profile import build
from osint_kit.profiles.words import in_words
from tests.profiles.books import AT, GRADE, said

HOSTILE = [
    'x"]; click n0 "javascript:alert(1)" %%',
    "</data><script>alert(1)</script>&amp;",
    '\\", URL="http://evil.example',
    "line\nbreak\x1b[31m\u202eevil",
    "subgraph end\x00 ]]>",
]


def hostile() -> dict[str, Any]:
    """A profile of accounts whose names are made to break out."""
    phone = Identifier(Kind.PHONE, "+6799991234")
    found = material(
        Finding(Identifier(Kind.ACCOUNT, f"site:{name}"), "mentions", name, "accounts", AT, GRADE, object=phone)
        for name in HOSTILE
    )
    found.asked = {phone: "1"}
    profile: dict[str, Any] = build(HOSTILE[1], [(phone, HOSTILE[3])], found)
    assert len(profile["identifiers"]) == len(HOSTILE) + 1
    return profile


def test_graphml_is_read_by_another_program_with_all_in_it() -> None:
    read = networkx.read_graphml(BytesIO(graphml(graph_of(hostile())).encode()))
    assert read.number_of_nodes() == len(HOSTILE) + 1
    assert read.number_of_edges() >= len(HOSTILE)
    assert f"site:{HOSTILE[0]}" in {data["value"] for _, data in read.nodes(data=True)}
    assert {data["surety"] for _, _, data in read.edges(data=True)} == {"probable"}


def test_dot_strings_end_where_they_should() -> None:
    text = graphviz(graph_of(hostile()))
    form = r'  n\d+ \[label="(?:[^"\\\x00-\x1f]|\\.)*"\];|  n\d+ -- n\d+ \[label="(?:[^"\\]|\\.)*", style=\w+\];'
    for line in text.splitlines()[2:-1]:
        assert re.fullmatch(form, line), line


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_dot_is_read_by_graphviz() -> None:
    done = subprocess.run(
        ["dot", "-Tplain"], input=graphviz(graph_of(hostile())), text=True, capture_output=True, check=True
    )
    assert done.stdout.count("\nnode ") == len(HOSTILE) + 1


def test_mermaid_labels_hold_nothing_that_mermaid_reads() -> None:
    lines = mermaid(graph_of(hostile())).splitlines()
    assert lines[0] == "flowchart LR"
    for line in lines[1:]:
        assert re.fullmatch(r'  n\d+(?:\["[\w .:/@+=,#;-]*"\]| [=.>-]+\|"[\w .:/@+=,#;-]*"\| n\d+)', line), line
    assert "#34;#93;#59;" in lines[1] + lines[2] + lines[3] + lines[4] + lines[5] + lines[6]


def test_a_join_that_was_decided_against_is_no_edge() -> None:
    found = [said("github:sefajobs679", "mentions", "+6799991234", "accounts", "+6799991234")]
    found.append(Decision(Verdict.NOT_SAME, parse("github:sefajobs679"), "no", other=parse("+6799991234")).to_finding())
    made = material(found)
    made.asked = {parse("+6799991234"): "1"}
    assert graph_of(build(None, [(parse("+6799991234"), "x")], made)).edges == ()


def test_what_was_decided_to_be_somebody_else_comes_back_by_no_other_way() -> None:
    found = [
        said("@lowela_kt7", "account", "https://dev.example", "accounts", "dev:lowela_kt7"),
        said("@lowela_kt7", "account", "https://github.example", "accounts", "github:lowela_kt7"),
        *(said(f"{site}:lowela_kt7", "mentions", "@qwvar-81x", site, "@qwvar-81x") for site in ("dev", "github")),
        said("dev:lowela_kt7", "mentions", "+6799991234", "dev", "+6799991234"),
    ]

    def profile(*verdicts: Verdict) -> dict[str, Any]:
        seed = parse("@lowela_kt7")
        decided = [
            Decision(verdict, parse("dev:lowela_kt7"), "statement 7", other=seed, at=AT + timedelta(days=day))
            for day, verdict in enumerate(verdicts)
        ]
        made = material([*found, *(decision.to_finding() for decision in decided)])
        made.asked = {seed: "1"}
        return build(None, [(seed, "@lowela_kt7")], made)

    apart = profile(Verdict.NOT_SAME)
    assert {entry["value"] for entry in apart["identifiers"]} == {"lowela_kt7", "github:lowela_kt7", "qwvar-81x"}
    (entry,) = [item for item in apart["accounts"] if item["value"] == "dev:lowela_kt7"]
    assert (entry["belief"], entry["why"]) == (None, "decided by the operator: statement 7")
    again = profile(Verdict.NOT_SAME, Verdict.SAME_AS)
    assert {"dev:lowela_kt7", "+6799991234"} < {entry["value"] for entry in again["identifiers"]}


@pytest.mark.parametrize("width", [80, 40, 24])
def test_words_fit_the_screen(width: int) -> None:
    lines = in_words(hostile(), width)
    assert max(map(len, lines)) <= width
    assert all(line.isprintable() for line in lines)
    assert len(lines) < 24 * 80 / width
    assert "Probable" in lines


def test_accounts_under_another_name_are_counted_and_named_as_not_joined() -> None:
    names = {"github": "Sefa Vulaono", "dev": "Mere Taukoro"}
    found = [
        said("@lowela_kt7", "account", f"https://{site}.example", "accounts", f"{site}:lowela_kt7") for site in names
    ]
    found += [said(f"{site}:lowela_kt7", "display_name", name) for site, name in names.items()]
    found.append(said("github:lowela_kt7", "mentions", "+6799991234", "github", "+6799991234"))
    seeds = [(parse(seed), seed) for seed in ("@lowela_kt7", "+6799991234")]
    made = material(found)
    made.asked = {seed: "1" for seed, _ in seeds}
    shown = in_words(build(None, seeds, made), 200)
    assert "Accounts: 2 found; 1 of those found not tied to the subject" in shown
    assert any(line.startswith("Not joined: dev:lowela_kt7 and lowela_kt7: mere taukoro here") for line in shown)


def test_the_front_page_of_a_domain_stands_for_it() -> None:
    site, page = "island-kt7.example", "https://island-kt7.example/"
    found = [
        said(site, "phone", "+6799991234", "rdap", "+6799991234"),
        said("github:lowela_kt7", "website", page, "github", page),
        said(page, "domain", site, "parts", site),
    ]
    made = material(found)
    made.asked = {parse("+6799991234"): "1"}
    shown = in_words(build(None, [(parse("+6799991234"), "+679 999 1234")], made), 200)
    assert f"  domain {site} — with +6799991234: given to the registry" in shown
    assert f"  url {page} — stands for {site}" in shown


def profile_of(*findings: Finding) -> dict[str, Any]:
    made = material(findings)
    made.asked = {parse("@sefajobs679"): "1"}
    return build(None, [(parse("@sefajobs679"), "@sefajobs679")], made)


def account(state: str, site: str = "GitHub") -> Finding:
    found = parse(f"{site.lower()}:sefajobs679") if state == "found" else None
    value: dict[str, Json] = {"site": site, "state": state, "why": "", "url": f"https://{site}.com/sefajobs679"}
    return Finding(parse("@sefajobs679"), "account", value, "accounts", AT, GRADE, object=found)


def test_what_changed() -> None:
    before = profile_of(account("found"), account("absent", "GitLab"))
    after = profile_of(account("absent"), account("found", "GitLab"))
    found = {
        (change.change, change.part, change.about, change.before, change.after) for change in changes(before, after)
    }
    assert {
        ("changed", "accounts", "github:sefajobs679", "found", "absent"),
        ("changed", "accounts", "gitlab:sefajobs679", "absent", "found"),
        ("gone", "identifiers", "account:github:sefajobs679", "possible", None),
        ("new", "identifiers", "account:gitlab:sefajobs679", None, "possible"),
    } <= found
    assert list(changes(before, json.loads(json.dumps(before)))) == []
