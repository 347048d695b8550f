"""INTERPOL's simulated web service of public notices (https://interpol.api.bund.dev/)."""

from urllib.parse import parse_qs, urlencode

from osint_kit.canonical import Json
from osint_kit.exercises.records import Notice
from osint_kit.exercises.responses import Response, json_page, not_found
from osint_kit.exercises.scenario import Scenario

HOST = "ws-public.interpol.int"
BASE = f"https://{HOST}/notices/v1/"
PER_PAGE = 20
MOST_PER_PAGE = 160


def answer_notices(scenario: Scenario, target: str) -> Response:
    """A search at ``/notices/v1/red`` or ``/yellow``: a notice fits where its names begin with those that are given."""
    path, _, query = target.partition("?")
    kind = path.removeprefix("/notices/v1/")
    if path == kind or kind not in ("red", "yellow"):
        return not_found()
    asked = {key: values[-1] for key, values in parse_qs(query).items()}
    wanted = [notice for notice in scenario.notices if notice.kind == kind and _fits(notice, asked)]
    size = min(int(_number(asked, "resultPerPage", PER_PAGE)), MOST_PER_PAGE)
    page = max(int(_number(asked, "page", 1)), 1)
    listed = wanted[(page - 1) * size : page * size]
    address = f"{BASE}{kind}?{urlencode(asked)}"
    found: dict[str, Json] = {
        "total": len(wanted),
        "query": {"page": page, "resultPerPage": size, **asked},
        "_embedded": {"notices": [_record(notice) for notice in listed]},
        "_links": {name: {"href": address} for name in ("self", "first", "last")},
    }
    return json_page(200, found)


def _fits(notice: Notice, asked: dict[str, str]) -> bool:
    names = ((notice.name, "name"), (notice.forename, "forename"))
    return all(_begins(own, asked.get(key, "")) for own, key in names) and (
        not asked.get("nationality") or asked["nationality"] in notice.nationalities
    )


def _begins(own: str, wanted: str) -> bool:
    words = own.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted.casefold().split())


def _record(notice: Notice) -> Json:
    number = notice.number.replace("/", "-")
    return {
        "entity_id": notice.number,
        "forename": notice.forename.upper(),
        "name": notice.name.upper(),
        "date_of_birth": notice.born.strftime("%Y/%m/%d") if notice.born else None,
        "nationalities": list(notice.nationalities),
        "_links": {"self": {"href": f"{BASE}{notice.kind}/{number}"}},
    }


def _number(asked: dict[str, str], key: str, default: int) -> str:
    value = asked.get(key, "")
    return value if value.isascii() and value.isdecimal() and len(value) < 6 else str(default)
