"""One profile as the page shows it: the same facts, grouped, with anchors and numbers of findings."""

from collections.abc import Mapping, Sequence
from typing import Any

from osint_kit.reports.contents import Contents
from osint_kit.reports.drawing import Picture, picture
from osint_kit.reports.graph import Key, graph_of

DOMAIN_FACTS = (
    "registrar",
    "registrant",
    "organisation",
    "country",
    "created",
    "updated",
    "expires",
    "name_server",
    "mail_server",
    "address",
    "first_certificate",
    "first_capture",
    "last_capture",
    "status",
)
"""What a report tells of a domain at a glance, in this order."""
REACHES = ("target", "platform", "registry", "offline")
STATES = ("found", "named", "unclear", "absent")

View = dict[str, Any]


def subject_view(place: int, profile: Mapping[str, Any], contents: Contents) -> View:
    """What the page says of one subject; ``place`` counts them from 1."""
    numbers: Mapping[str, int] = contents["numbers"]
    mark = f"s{place}"
    anchors = _anchors(mark, profile)
    facts = _facts(contents["findings"])

    def cited(entry: Mapping[str, Any]) -> dict[str, Any]:
        ids = entry.get("findings", ())
        return {**entry, "numbers": sorted({numbers[name] for name in ids if name in numbers})}

    lists = {
        name: [cited(entry) for entry in profile.get(name, ())]
        for name in ("called", "identifiers", "joins", "flags", "timeline", "not_followed", "open_questions", "learnt")
    }
    for entry in lists["identifiers"]:
        key = _key(entry)
        entry["anchor"] = anchors[key]
        entry["facts"] = [fact for fact in facts.get(key, ()) if not fact["own"] and not fact["state"]]
    for join in lists["joins"]:
        join["grounds"] = [cited(ground) for ground in join.get("grounds", ())]
        join["against"] = [cited(ground) for ground in join.get("against", ())]
    name = profile["subject"].get("name") or "subject"
    return {
        **lists,
        "mark": mark,
        "place": place,
        "name": name,
        "seeds": profile["subject"].get("seeds", ()),
        "anchors": anchors,
        "picture": _picture(profile, anchors, name),
        "accounts": _accounts([cited(entry) for entry in _account_entries(profile, contents)]),
        "domains": _domains(lists["identifiers"], facts),
        "flags": _by(lists["flags"], "flag"),
        "not_followed": _by(lists["not_followed"], "reason"),
        "learnt": _learnt(lists["learnt"]),
        "contradictions": [
            {**entry, "values": [cited(value) for value in entry.get("values", ())]}
            for entry in profile.get("contradictions", ())
        ],
    }


def _picture(profile: Mapping[str, Any], anchors: Mapping[Key, str], name: str) -> Picture | None:
    return picture(graph_of(profile), anchors, name) if anchors else None


def _anchors(mark: str, profile: Mapping[str, Any]) -> dict[Key, str]:
    keys = dict.fromkeys(_key(entry) for entry in profile.get("identifiers", ()))
    return {key: f"{mark}-i{place}" for place, key in enumerate(keys, start=1)}


def _facts(findings: Sequence[Mapping[str, Any]]) -> dict[Key, list[Mapping[str, Any]]]:
    facts: dict[Key, list[Mapping[str, Any]]] = {}
    for finding in findings:
        facts.setdefault(_key(finding["subject"]), []).append(finding)
    return facts


def _account_entries(profile: Mapping[str, Any], contents: Contents) -> list[Mapping[str, Any]]:
    """The accounts of the profile; of a profile without them, what the findings say."""
    if "accounts" in profile:
        return list(profile["accounts"])
    seeds = {_key(entry) for entry in profile.get("identifiers", ())}
    return [
        {
            "platform": finding["value"].partition("site: ")[2].partition(";")[0] or finding["source"],
            "handle": finding["subject"]["value"],
            "state": finding["state"],
            "findings": [finding["id"]] if finding["id"] else [],
        }
        for finding in contents["findings"]
        if finding["state"] and _key(finding["subject"]) in seeds
    ]


def _accounts(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    by_state: dict[str, list[Mapping[str, Any]]] = {state: [] for state in STATES}
    for entry in entries:
        by_state.setdefault(str(entry.get("state")), []).append(entry)
    return by_state


def _domains(
    identifiers: Sequence[Mapping[str, Any]], facts: Mapping[Key, Sequence[Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    domains = []
    for entry in identifiers:
        if entry["kind"] == "domain":
            said = [fact for fact in facts.get(_key(entry), ()) if fact["property"] in DOMAIN_FACTS]
            said.sort(key=lambda fact: DOMAIN_FACTS.index(fact["property"]))
            domains.append({**entry, "facts": _by(said, "property")})
    return domains


def _learnt(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Hosts that learnt the same by the same source, put together; those nearest to the subject first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        about = sorted(_key(item) for item in entry["identifiers"])
        groups.setdefault(repr((entry["reach"], entry["source"], about)), []).append(entry)
    nearest = sorted(groups.values(), key=lambda group: REACHES.index(group[0]["reach"]))
    return [{**group[0], "hosts": group, "requests": sum(entry["requests"] for entry in group)} for group in nearest]


def _by(entries: Sequence[Mapping[str, Any]], name: str) -> list[dict[str, Any]]:
    """Entries that have a field in common, put together in the order of the first of each."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(str(entry[name]), []).append(entry)
    return [{name: value, "entries": found, "first": found[0]} for value, found in groups.items()]


def _key(entry: Mapping[str, Any]) -> Key:
    return (str(entry["kind"]), str(entry["value"]))
