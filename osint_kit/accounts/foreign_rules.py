"""Rules of other projects' files as rules of the kit's form. Only facts are taken: addresses, codes, marks, handles.

Sherlock: https://github.com/sherlock-project/sherlock, ``data.schema.json`` (MIT).
Maigret: https://github.com/soxoj/maigret, "Development" in its documentation (MIT).

Both call all that is not absent "found". Here a rule without a mark of presence stays a rule that finds nothing.
"""

import json
from collections.abc import Mapping

from osint_kit.accounts.handle_patterns import BadPattern, EndlessPattern, check_pattern
from osint_kit.accounts.rule import GONE, PLACE
from osint_kit.accounts.rule_reading import BadRule

Object = Mapping[str, object]
MOVED = (302, 301, 303, 307, 308)
"""Where both projects take any answer but success for absence, a move is one of them (RFC 9110 section 15.4)."""
HOP = frozenset({"accept-encoding", "connection", "te", "keep-alive", "upgrade-insecure-requests"})
"""Headers of a browser's connection, which are the gateway's own business here."""

CATEGORIES = {
    **dict.fromkeys(("adult", "porn", "erotic", "webcam"), "xx NSFW xx"),
    **dict.fromkeys(("finance", "crypto", "trading", "fintech", "nft"), "finance"),
    **dict.fromkeys(("shopping", "classified"), "shopping"),
    **dict.fromkeys(("video", "streaming", "movies"), "video"),
    **dict.fromkeys(("photo", "stock"), "images"),
    **dict.fromkeys(("business", "freelance", "career", "professional"), "business"),
    **dict.fromkeys(("hobby", "sport", "auto", "travel", "anime", "reading", "books", "cooking"), "hobby"),
    **dict.fromkeys(("art", "design", "3d", "fashion"), "art"),
    **dict.fromkeys(("tech", "apps", "hacking", "llm"), "tech"),
    **dict.fromkeys(("blog", "writing"), "blog"),
    **dict.fromkeys(("coding", "dating", "gaming", "music", "news", "wiki"), ""),
    **dict.fromkeys(("messaging",), "messenger"),
    **dict.fromkeys(("medicine", "psychology"), "health"),
    **dict.fromkeys(("social", "networking", "forum", "discussion", "geosocial", "mastodon"), "social"),
}
"""A tag of theirs, and the category of the WhatsMyName form that it stands for; the earlier one decides."""


def from_sherlock(name: str, site: Object) -> dict[str, object]:
    """A rule of Sherlock's in the kit's form. Raises `BadRule`."""
    kinds = site.get("errorType")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    page = _template(site.get("url"), "url").replace("{}", PLACE)
    asked = _template(site.get("urlProbe") or site.get("url"), "urlProbe").replace("{}", PLACE)
    rule: dict[str, object] = {"e_code": 200, "e_string": "", "m_string": ""}
    if "status_code" in kinds:
        codes = site.get("errorCode", [])
        rule |= _codes([*(codes if isinstance(codes, list) else [codes]), *GONE])
    elif "response_url" in kinds:
        rule |= _codes([*MOVED, *GONE])
    elif "message" in kinds:
        rule |= _codes([200, *GONE]) | _strings("m", site.get("errorMsg"), "errorMsg")
    else:
        raise BadRule("errorType is none of status_code, message and response_url")
    rule |= _request(site.get("request_method"), site.get("request_payload"), "{}")
    tags = site.get("tags", [])
    tags = [*(tags if isinstance(tags, list) else [tags]), *(["adult"] if site.get("isNSFW") is True else [])]
    return _rule(name, rule, asked, page, site.get("regexCheck"), site.get("username_claimed"), tags, site)


def from_maigret(name: str, site: Object, engines: Object) -> dict[str, object]:
    """A rule of Maigret's, with what its engine adds, in the kit's form. Raises `BadRule`."""
    site = _with_engine(site, engines)
    if (kind := site.get("type", "username")) != "username":
        raise BadRule(f"type: it is about a {kind}, not a handle")
    if site.get("activation"):
        raise BadRule("activation: it needs a token that is fetched first, and the kit logs in nowhere")
    main, below = site.get("urlMain") or "", site.get("urlSubpath") or ""

    def filled(key: str) -> str:
        template = _template(site.get(key) or site.get("url"), key)
        for place, text in (("{urlMain}", main), ("{urlSubpath}", below), ("{username}", PLACE)):
            template = template.replace(place, str(text))
        return template

    there = site.get("presenseStrs") or site.get("presenceStrs") or []
    rule: dict[str, object] = {"e_code": 200, "m_string": "", **_strings("e", there, "presenseStrs")}
    check = site.get("checkType")
    if check == "status_code":
        rule |= _codes(GONE)
    elif check == "response_url":
        rule |= _codes([*MOVED, *GONE])
    elif check == "message":
        gone = site.get("absenceStrs") or []
        rule |= _codes([200, *GONE] if gone else GONE) | _strings("m", gone, "absenceStrs")
    else:
        raise BadRule("checkType is none of status_code, message and response_url")
    rule |= _request(site.get("requestMethod"), site.get("requestPayload"), "{username}")
    if site.get("disabled") is True:
        rule["valid"] = False
    if protection := site.get("protection"):
        rule["protection"] = protection
    tags = site.get("tags", [])
    tags = tags if isinstance(tags, list) else []
    rule["region"] = [tag.upper() for tag in tags if isinstance(tag, str) and len(tag) == 2 and tag.isalpha()]
    regex, known = site.get("regexCheck"), site.get("usernameClaimed")
    return _rule(name, rule, filled("urlProbe"), filled("url"), regex, known, tags, site)


def _rule(
    name: str,
    rule: dict[str, object],
    asked: str,
    page: str,
    regex: object,
    known: object,
    tags: list[object],
    site: Object,
) -> dict[str, object]:
    made = {"name": name, "uri_check": asked, **rule, "known": [known] if isinstance(known, str) and known else []}
    if page != asked:
        made["uri_pretty"] = page
    headers = site.get("headers") or {}
    if not isinstance(headers, dict):
        raise BadRule("headers is no table of names and values")
    of_kind = rule.get("headers")
    kept = {key: value for key, value in headers.items() if key.lower() not in HOP}
    if of_kind and not any(key.lower() == "content-type" for key in kept):
        kept |= of_kind if isinstance(of_kind, dict) else {}
    made["headers"] = kept
    made["cat"] = next((CATEGORIES[tag] or tag for tag in tags if isinstance(tag, str) and tag in CATEGORIES), "misc")
    if isinstance(regex, str) and regex:
        try:
            check_pattern(regex)
            made["handles"] = regex
        except EndlessPattern:
            pass  # without it the site itself says which handles it takes
        except BadPattern as error:
            raise BadRule(f"regexCheck: {error}") from error
    elif regex is not None and not isinstance(regex, str):
        raise BadRule("regexCheck is no text")
    return made


def _with_engine(site: Object, engines: Object) -> Object:
    """A site with what the engine that it names adds: lists and tables are joined, all else is the engine's."""
    named = site.get("engine")
    if named is None:
        return site
    engine = engines.get(named) if isinstance(named, str) else None
    added = engine.get("site") if isinstance(engine, dict) else None
    if not isinstance(added, dict):
        raise BadRule(f"engine: the file has no engine {named!r}")
    joined = dict(site)
    for key, value in added.items():
        own = joined.get(key)
        if isinstance(value, list):
            joined[key] = [*(own if isinstance(own, list) else []), *value]
        elif isinstance(value, dict):
            joined[key] = {**(own if isinstance(own, dict) else {}), **value}
        else:
            joined[key] = value
    return joined


def _template(value: object, key: str) -> str:
    if not isinstance(value, str) or not value:
        raise BadRule(f"{key} is missing or no text")
    return value


def _codes(codes: "list[object] | tuple[int, ...]") -> dict[str, object]:
    unique = list(dict.fromkeys(codes))
    return {"m_code": unique[0], "m_codes": unique[1:]}


def _strings(mark: str, value: object, key: str) -> dict[str, object]:
    strings = value if isinstance(value, list) else [value]
    if not all(isinstance(string, str) for string in strings):
        raise BadRule(f"{key} is no list of texts")
    some = [string for string in dict.fromkeys(strings) if string]
    return {f"{mark}_string": some[0] if some else "", f"{mark}_strings": some[1:]}


def _request(method: object, payload: object, place: str) -> dict[str, object]:
    """The body of a POST: both projects send their payload as JSON. What the form cannot hold is refused."""
    if method in (None, "GET", "HEAD") and not payload:
        return {}
    if method != "POST" or not isinstance(payload, dict):
        raise BadRule("it is asked otherwise than by GET, or by POST with a payload")
    body = json.dumps(_filled(payload, place), ensure_ascii=False)
    return {"post_body": body, "headers": {"Content-Type": "application/json"}}


def _filled(value: object, place: str) -> object:
    if isinstance(value, dict):
        return {key: _filled(item, place) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, place) for item in value]
    if not isinstance(value, str):
        return value
    if place == "{username}":  # Maigret fills by str.format, where doubled braces are braces
        value = value.replace("{{", "{").replace("}}", "}")
    return value.replace(place, PLACE)
