"""INTERPOL's public notices: red ones for wanted persons, yellow ones for missing persons, by name.

Notices: https://www.interpol.int/How-we-work/Notices/About-Notices. The web service behind INTERPOL's own search is
described at https://interpol.api.bund.dev/ (OpenAPI of bundesAPI/interpol-api). Most notices are not public, so an
empty answer proves nothing; and a notice for the same name need not be for the same person.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.same_name import fits
from osint_kit.sources.source import Declaration, Planned

HOST = "ws-public.interpol.int"
NOTICES = {"red": "wanted_notice", "yellow": "missing_notice"}
PER_PAGE = 160
"""The most that the service gives on one page."""
MOST = 20
LEARNS = "INTERPOL's public web service, but nobody of that name"

DECLARATION = Declaration(
    name="interpol",
    title="INTERPOL public notices",
    home="https://www.interpol.int",
    documentation="https://interpol.api.bund.dev/",
    terms="https://www.interpol.int/en/Terms-of-use",
    kinds=(Kind.NAME,),
    reach=Reach.REGISTRY,
    pace="no limit is published; 10 a second at most",
    yields=("notices", *NOTICES.values()),
    grade=Grade("A", 6, "INTERPOL's own list; whether it is the same person is not known"),
    learns=LEARNS,
)


class Interpol:
    """Notices for people who bear a name."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request for each kind of notice."""
        return [
            Planned(f"{kind} notices for {identifier.value}", HOST, Reach.REGISTRY, LEARNS)
            for kind in NOTICES
            if _query(identifier.value)
        ]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """How many notices, and each one whose name is this one. Raises ``Failure``."""
        query = _query(identifier.value)
        if not query:
            return
        for kind in NOTICES:
            url = f"https://{HOST}/notices/v1/{kind}?{urlencode(query)}"
            accept = (("Accept", "application/json"),)
            answer = gateway.http(HttpRequest(url, Reach.REGISTRY, DECLARATION.name, headers=accept))
            yield from read(identifier, kind, answer)


def read(asked: Identifier, kind: str, answer: HttpAnswer) -> Iterator[Finding]:
    """Read one answer. Raises `Unreachable` for any other form."""
    if answer.status == 403:
        raise Unreachable("INTERPOL's web service refuses programs from this address", answer.evidence)
    record = read_json(answer, "INTERPOL")
    total = record.get("total") if isinstance(record, dict) else None
    inside = record.get("_embedded") if isinstance(record, dict) else None
    listed = inside.get("notices") if isinstance(inside, dict) else None
    if not isinstance(total, int) or isinstance(total, bool) or not isinstance(listed, list):
        raise Unreachable("INTERPOL answered in an unknown form (no list of notices)", answer.evidence)
    named = [item for item in listed if isinstance(item, dict) and fits(asked.value, _name(item))]
    value: dict[str, Json] = {"notice": kind, "found": total, "same_name": len(named)}
    yield DECLARATION.finding(asked, "notices", value, answer.at, answer.evidence)
    for item in named[:MOST]:
        yield DECLARATION.finding(asked, NOTICES[kind], _notice(kind, item), answer.at, answer.evidence)


def _notice(kind: str, item: dict[str, Json]) -> dict[str, Json]:
    number, born = item.get("entity_id"), item.get("date_of_birth")
    countries = item.get("nationalities")
    page = f"https://www.interpol.int/How-we-work/Notices/{kind.capitalize()}-Notices/View-{kind.capitalize()}-Notices"
    return {
        "name": _name(item),
        "number": number if isinstance(number, str) else None,
        "born": born.replace("/", "-") if isinstance(born, str) else None,
        "nationalities": [code for code in countries if isinstance(code, str)] if isinstance(countries, list) else [],
        "url": f"{page}#{number.replace('/', '-')}" if isinstance(number, str) else page,
    }


def _name(item: dict[str, Json]) -> str:
    return " ".join(str(item[part]) for part in ("forename", "name") if isinstance(item.get(part), str))


def _query(name: str) -> dict[str, str]:
    """The question about a name: the last word is taken for the family name; none for a single word."""
    *given, family = name.split()
    if not given:
        return {}
    return {"name": family, "forename": " ".join(given), "resultPerPage": str(PER_PAGE)}
