"""Cases made for reports: small ones with everything in them, large ones, and ones full of malice."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from osint_kit.canonical import Json
from osint_kit.cases.case import Card, Case, new_case
from osint_kit.cases.decisions import Decision, Role, Verdict
from osint_kit.cases.run import open_run
from osint_kit.findings import CALLED, NOTE, OPERATOR, OPERATOR_SAID, Finding, Grade, identifier_record
from osint_kit.gateway.exchange import Exchange, HttpRequest
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach

AT = datetime(2026, 11, 24, 2, 0, 0, tzinfo=UTC)
GRADE = Grade("B", 3, "the site's own page")
PHONE = Identifier(Kind.PHONE, "+6799991234")
SEFA = Identifier(Kind.HANDLE, "sefajobs679")
GITHUB = Identifier(Kind.ACCOUNT, "github:sefajobs679")
SITE = Identifier(Kind.DOMAIN, "island-jobs.example")
LINK = Identifier(Kind.URL, "https://bit.ly/island-jobs-2026")
MELE = Identifier(Kind.HANDLE, "meletui_nadi")
MELES = Identifier(Kind.ACCOUNT, "github:meletui_nadi")

HOSTILE = (
    "<script>fetch('http://127.0.0.1:9/x')</script><img src=http://127.0.0.1:9/i onerror=alert(1)>",
    "</title></style></script><style>*{display:none}</style>",
    "<!-- --> ]]> {{ 7*7 }} {% raw %} &lt;b&gt; \"'`",
    "\u202egpj.exe\u202c \u2066x\u2069 \x1b[31mred\x07 \x00 \ud800 \ufeff zero\u200bwidth",
    "javascript:alert(1) data:text/html,<svg/onload=alert(1)> http://127.0.0.1:9/ www.evil.example a@b.example",
    "' onmouseover='alert(1) \" style=\"position:fixed;inset:0;background:url(http://127.0.0.1:9/b)",
    "A" * 5000,
    "Z̷̨̢̛a̸l̶g̵o̸" * 50 + " مرحبا שלום 你好 🏝️👩‍👩‍👧",
)
"""Texts of the kind that people put into a profile to hurt whoever looks at it."""


def said(
    subject: Identifier, what: str, value: Json, about: Identifier | None = None, evidence: tuple[str, ...] = ()
) -> Finding:
    """A statement of a source, with the record that it cites."""
    return Finding(subject, what, value, "test", AT, GRADE, Reach.PLATFORM, about, evidence)


def exchange(url: str) -> Exchange:
    """A page that was asked for and came."""
    request = HttpRequest(url, Reach.PLATFORM, "test")
    return Exchange(
        request,
        AT,
        AT + timedelta(seconds=1),
        sent=f"GET {url} HTTP/1.1\r\n\r\n".encode("utf-8", "replace"),
        received=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        peer=("203.0.113.7", 443),
    )


def make_case(folder: Path, simulated: bool = False, title: str = "Island Jobs", **more: Any) -> Case:
    """An empty case."""
    world = "island-jobs" if simulated else "internet"
    card = Card(title, "False recruitment", "CID 12/2026", "Ana Vuki", world=world, simulated=simulated, **more)
    return new_case(folder, card)


def fill(case: Case, findings: Iterable[Finding], urls: Iterable[str] = ()) -> list[Finding]:
    """A run with findings; each without evidence cites one of the pages, where there are any."""
    run = open_run(case, "profile build", {}, "Ana Vuki", case.card.world, case.card.simulated, Reach.PLATFORM, {})
    with run:
        records = [run.keep(exchange(url)) for url in urls]
        kept = []
        for place, finding in enumerate(findings):
            cited = (records[place % len(records)],) if records and finding.source != OPERATOR else ()
            kept.append(Finding(**{**_fields(finding), "evidence": finding.evidence or cited}))
        run.add_all(kept)
    return kept


def _fields(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in Finding.__dataclass_fields__}


def ordinary() -> list[Finding]:
    """What a small case says: a phone, a handle, an account, a domain, and a girl who is a victim."""
    return [
        said(LINK, "redirects_to", "https://island-jobs.example/form", SITE),
        said(SEFA, "account", {"site": "GitHub", "state": "found", "url": "https://github.com/sefajobs679"}, GITHUB),
        said(SEFA, "account", {"site": "X", "state": "unclear", "url": "https://x.com/sefajobs679", "why": "login"}),
        said(SEFA, "account", {"site": "Reddit", "state": "absent", "url": "https://reddit.com/u/sefajobs679"}),
        said(GITHUB, "mentions", "+679 999 1234", PHONE),
        said(GITHUB, "bio", "Jobs abroad! WhatsApp +679 999 1234. See https://island-jobs.example, ask @meletui_nadi"),
        said(GITHUB, "mentions", "@meletui_nadi", MELE),
        said(MELE, "account", {"site": "GitHub", "state": "found", "url": "https://github.com/meletui_nadi"}, MELES),
        said(MELE, "account", {"site": "Reddit", "state": "absent", "url": "https://reddit.com/u/meletui_nadi"}),
        said(MELES, "display_name", "Mele Tui"),
        said(GITHUB, "display_name", "Sefa V."),
        Finding(PHONE, CALLED, "Island Jobs recruiter", OPERATOR, AT, OPERATOR_SAID),
        said(SITE, "created", "2026-11-03T04:17:52Z"),
        said(SITE, "registrar", "Cheap Host Ltd"),
        Finding(MELE, NOTE, "said on the phone that meletui_nadi, Mele Tui, paid 450", OPERATOR, AT, OPERATOR_SAID),
        Decision(Verdict.ROLE, MELE, "she told us", role=Role.VICTIM, minor=True, at=AT).to_finding(),
        Decision(Verdict.ROLE, SEFA, "named by two witnesses", role=Role.SUSPECT, at=AT).to_finding(),
    ]


def profile_of(findings: Iterable[Finding], seeds: Iterable[Identifier], name: str | None) -> dict[str, Json]:
    """A profile in the published form, with all of its lists filled from some findings."""
    found = list(findings)
    ids = [finding.id for finding in found[:3]]
    seen = dict.fromkeys([*seeds, *(f.subject for f in found), *(f.object for f in found if f.object)])
    first = next(iter(seen))
    reason: Json = {"what": "same-phone", "weight": 12.5, "why": "both bear the number", "findings": ids}
    links: list[Json] = [
        {
            "from": identifier_record(f.subject),
            "property": f.property,
            "to": identifier_record(f.object),
            "source": f.source,
            "grade": "B3",
            "why": "",
            "decision": None,
            "findings": [f.id],
        }
        for f in found
        if f.object
    ]
    joins: list[Json] = [
        {
            "id": "j1",
            "a": link["from"],
            "b": link["to"],
            "belief": belief,
            "weight": 9.1,
            "grounds": [reason],
            "against": [{**_table(reason), "weight": -3.4}],
            "decision": {"verdict": "same-as", "reason": "the witness said so", "at": None},
            "findings": ids,
        }
        for link, belief in zip(map(_table, links), ("certain", "probable", "possible", None), strict=False)
    ]
    return {
        "format": 2,
        "subject": {"name": name, "seeds": [{**identifier_record(s), "text": s.value} for s in seeds]},
        "called": [
            {
                "name": str(f.value),
                "what": f.property,
                **identifier_record(f.subject),
                "source": f.source,
                "belief": "probable",
                "grade": "B3",
                "findings": [f.id],
            }
            for f in found
            if f.property in ("called", "display_name", "registrant")
        ],
        "identifiers": [
            {**identifier_record(s), "how": f"found by {s.value}", "grade": "B3", "belief": "probable", "findings": ids}
            for s in seen
        ],
        "links": links,
        "joins": joins,
        "flags": [
            {
                "flag": "fee",
                "title": "asks for money",
                "evidence_grade": "expert list",
                "source": "https://reliefweb.int/job-fraud",
                "innocent": "a fee of an office",
                "about": identifier_record(first),
                "excerpt": str(found[0].value) if found else None,
                "findings": ids,
            }
        ],
        "timeline": [
            {"at": "2026-11-03T04:17:52Z", "what": "domain registered", **identifier_record(first), "findings": ids}
        ],
        "contradictions": [
            {
                "subject": identifier_record(first),
                "property": "country",
                "values": [
                    {"value": value, "source": "whois", "grade": "B3", "findings": ids} for value in ("FJ", "VU")
                ],
            }
        ],
        "accounts": [
            {
                **identifier_record(f.subject),
                "platform": str(_table(f.value)["site"]),
                "handle": f.subject.value,
                "url": str(_table(f.value)["url"]),
                "state": str(_table(f.value)["state"]),
                "why": None,
                "belief": None,
                "findings": [f.id],
            }
            for f in found
            if f.property == "account"
        ],
        "not_followed": [
            {"kind": "domain", "value": "bit.ly", "reason": "a link shortener", "findings": ids},
        ],
        "open_questions": [
            {
                "source": "crtsh",
                "kind": "domain",
                "value": "x.example",
                "outcome": "no answer",
                "why": "",
                "findings": [],
            }
        ],
        "learnt": [
            {
                "host": "github.com",
                "source": "accounts",
                "reach": "platform",
                "requests": 2,
                "identifiers": [identifier_record(first)],
                "findings": [],
            }
        ],
    }


def _table(value: Json) -> Mapping[str, Json]:
    assert isinstance(value, Mapping)
    return value


def store(case: Case, profile: Mapping[str, Json], number: int = 1) -> None:
    """Write a profile into a case."""
    folder = case.folder / "profiles"
    folder.mkdir(exist_ok=True)
    text = json.dumps(profile, ensure_ascii=True)
    (folder / f"subject-{number}.json").write_text(text)


def small(folder: Path, simulated: bool = False) -> Case:
    """A case with a little of everything."""
    title = "Island Jobs, on complaint of @meletui_nadi"
    case = make_case(folder, simulated, title, unit="Transnational Crime Unit", jurisdiction="FJ")
    kept = fill(case, ordinary(), ["https://github.com/sefajobs679", "https://github.com/meletui_nadi"])
    store(case, profile_of(kept, [PHONE, LINK, SEFA], "Island Jobs recruiter"))
    return case


def hostile(folder: Path, many: int = 10_000) -> Case:
    """A case in which every text is malice, with so many findings."""
    case = make_case(folder, title=HOSTILE[0] + HOSTILE[3])
    kinds = (Kind.DOMAIN, Kind.URL, Kind.HANDLE, Kind.ACCOUNT, Kind.NAME, Kind.EMAIL)
    findings = [
        said(
            Identifier(kinds[n % len(kinds)], f"{n % 400}{HOSTILE[n % len(HOSTILE)]}"[:300]),
            "bio" if n % 3 else HOSTILE[n % len(HOSTILE)][:60],
            {"n": n, "value": HOSTILE[n % len(HOSTILE)][:500]} if n % 2 else f"{n} {HOSTILE[n % len(HOSTILE)][:500]}",
            Identifier(kinds[(n + 1) % len(kinds)], f"{(n * 7) % 400}{HOSTILE[(n * 7) % len(HOSTILE)]}"[:300]),
        )
        for n in range(many)
    ]
    kept = fill(case, findings, [f"http://127.0.0.1:9/{n}?<script>" for n in range(20)])
    profile = profile_of(kept[:900], [kept[0].subject], HOSTILE[1] + HOSTILE[4])
    store(case, profile)
    return case


def wide(folder: Path, many: int) -> Case:
    """A case whose subject has so many identifiers."""
    case = make_case(folder)
    nodes = [SEFA, *(Identifier(Kind.ACCOUNT, f"site-{n}:sefajobs{n}") for n in range(1, many))]
    findings = [said(nodes[(n - 1) // 6], "mentions", f"n{n}", nodes[n]) for n in range(1, many)]
    kept = fill(case, findings, [f"https://example.com/{n}" for n in range(many)])
    store(case, profile_of(kept, [SEFA], "Wide"))
    return case
