"""`osint domain whois`: who registered a domain."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, looks_like_domain, registrable
from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.findings import Finding
    from osint_kit.identifiers import Identifier
    from osint_kit.investigation import Investigation
    from osint_kit.sources.rdap_bootstrap import Bootstrap
    from osint_kit.sources.registration_changes import Change
    from osint_kit.sources.registration_form import Registration
    from osint_kit.sources.registrations import Lookup, Via
    from osint_kit.tables.values import Row

FIELDS = (
    "input",
    "domain",
    "registrar",
    "created",
    "updated",
    "expires",
    "registrant",
    "organisation",
    "country",
    "emails",
    "phones",
    "name_servers",
    "status",
    "via",
    "server",
    "problem",
)
JSON_FIELDS = ("changes", "notes")
EMPTY: "Row" = dict.fromkeys(("emails", "phones", "name_servers", "status", *JSON_FIELDS), ())
"""The lists of a record that has none."""
AT_ONCE = 16
STDIN = Path("-")


def whois(
    session: Session,
    text: Annotated[
        list[Path] | None,
        typer.Option(
            "--text",
            metavar="FILE",
            help="Read a saved answer (- for standard input), or all in a folder, instead of asking; may repeat.",
        ),
    ] = None,
    via: Annotated[str | None, typer.Option("--via", metavar="WORD", help="Ask by rdap or by whois only.")] = None,
    rdap_bootstrap: Annotated[
        Path | None,
        typer.Option("--rdap-bootstrap", metavar="FILE", help="A newer list of RDAP servers: IANA's dns.json."),
    ] = None,
) -> None:
    """Ask the registry who registered a domain, when, and through whom: by RDAP, else by WHOIS.

    Who learns of it: the registry, perhaps the registrar; IANA only the top-level domain. A refusal is a problem and
    never means "not registered". A case that has an older answer shows what changed.

    Examples:

      osint domain whois island-jobs.example

      osint domain whois --text saved.txt island-jobs.example

      osint domain whois --text answers/ -o registrations.csv
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.sources import registrations
    from osint_kit.sources.rdap_bootstrap import bootstrap_from, packaged

    if text:
        _whois_from_text(session, text)
        return
    if session.ceiling < Reach.REGISTRY and not session.planning:
        raise session.out_of_reach(Reach.REGISTRY)
    by = _via(via)
    bootstrap = bootstrap_from(rdap_bootstrap) if rdap_bootstrap else packaged()
    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, registrations.plan_lookup(name.value, by, bootstrap))
            for item, name in readable(session, items, registrable)
        )
        return
    earlier = _earlier(session)
    with (
        session.investigation({"via": by}, data=_versions(bootstrap)) as work,
        session.results(FIELDS, items, JSON_FIELDS) as results,
    ):
        said: set[str] = set()

        def ask(name: "Identifier") -> "Lookup":
            return registrations.look_up(name.value, work.gateway, by, bootstrap)

        def keep(name: "Identifier", found: "Lookup") -> None:
            work.keep(found.findings(name))

        for done in ask_each(session, work, items, registrable, ask, keep, AT_ONCE):
            if done.answer is None or done.identifier is None:
                name = done.identifier.value if done.identifier else None
                results.write(done.item, {**EMPTY, "input": done.item.text, "domain": name, "problem": done.problem})
                continue
            found = done.answer
            for note in found.notes:
                session.messages.detail(f"{done.identifier.value}: asked by WHOIS, because by RDAP {note}")
            _say_once(session, said, _notes(done.identifier.value))
            changed = _changes(session, earlier, done.identifier, found.registration)
            results.write(done.item, _row(done.item.text, found.registration, found.via, found.server, changed))


def _via(word: str | None) -> "Via | None":
    from osint_kit.errors import UsageError
    from osint_kit.sources.registrations import Via

    try:
        return Via(word) if word else None
    except ValueError as error:
        raise UsageError(f"'{word}' is no way to ask a registry", "use --via rdap or --via whois") from error


def _versions(bootstrap: "Bootstrap") -> dict[str, str]:
    return {"rdap-bootstrap": bootstrap.published}


def _earlier(session: Session) -> "Mapping[Identifier, Sequence[Finding]]":
    """What the case's latest run about each domain was told by a registry."""
    if session.case is None:
        return {}
    from osint_kit.cases.reading import findings_from
    from osint_kit.sources.registration_changes import SOURCES

    found: dict[Identifier, tuple[str, list[Finding]]] = {}
    for ref, finding in findings_from(session.case, SOURCES):
        if finding.subject not in found or found[finding.subject][0] != ref:
            found[finding.subject] = (ref, [])
        found[finding.subject][1].append(finding)
    return {subject: findings for subject, (_, findings) in found.items()}


def _changes(
    session: Session,
    earlier: "Mapping[Identifier, Sequence[Finding]]",
    domain: "Identifier",
    registration: "Registration",
    where: str = "",
) -> "list[Change]":
    """What changed, told on stderr too. ``where`` is the file that says so: it may be older than the case."""
    from osint_kit.sources.registration_changes import changes

    found = changes(earlier.get(domain, ()), registration)
    for change in found:
        session.messages.say(
            f"{domain.value}: {change.what} was '{change.before}' on {change.seen[:10]},"
            f" and is {'' if where else 'now '}'{change.now}'{where and f' in {where}'}"
        )
    return found


def _whois_from_text(session: Session, paths: Sequence[Path]) -> None:
    """Read saved answers; the domain is the one that was typed, else the one that the answer names."""
    from osint_kit.errors import UsageError

    files = [file for path in paths for file in _files(path)]
    typed = session.typed_items
    if typed and len(typed) != len(files):
        raise UsageError(
            f"{len(files)} saved answers and {len(typed)} domains", "name as many domains as files, or none"
        )
    if not files:
        raise UsageError("there is no file in that folder", "name files with saved answers with --text")
    earlier = _earlier(session)
    with (
        session.investigation(network=False) as work,
        session.results(FIELDS, json_fields=JSON_FIELDS) as results,
    ):
        for place, file in enumerate(files):
            results.write(None, _saved(session, work, earlier, file, typed[place] if typed else None))


def _files(path: Path) -> list[Path]:
    return sorted(item for item in path.iterdir() if item.is_file()) if path.is_dir() else [path]


def _saved(
    session: Session,
    work: "Investigation",
    earlier: "Mapping[Identifier, Sequence[Finding]]",
    path: Path,
    typed: str | None,
) -> "Row":
    """The record of one saved answer, kept in the case."""
    from osint_kit.clock import now
    from osint_kit.errors import UsageError
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.sources import registrations

    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "name a file with a saved answer") from error
    name = "standard-input" if path == STDIN else path.name
    kept = work.run.keep_file(name, data, "text/plain", "text") if work.run else None
    text = typed or registrations.domain_in(data)
    shown = text or path.name
    try:
        if text is None:
            why = registrations.refusal_in(data)
            raise NotReadable(why or f"{path.name} does not say which domain it is about; {_NAME_IT}")
        domain = registrable(text)
    except NotReadable as error:
        work.asked(Identifier(Kind.TEXT, shown), shown)
        return {**EMPTY, "input": shown, "problem": str(error)}
    work.asked(domain, shown)
    if refusal := session.admit(domain):
        return {**EMPTY, "input": shown, "domain": domain.value, "problem": refusal}
    answer = registrations.read_saved(domain.value, data, now(), kept)
    work.keep(answer.findings(domain, Reach.OFFLINE))
    changed = _changes(session, earlier, domain, answer.registration, name)
    return _row(shown, answer.registration, answer.via, None, changed)


_NAME_IT = "name the domain behind the options"


def _notes(domain: str) -> list[str]:
    """What should be known of a zone that many share: its registration says nothing about the names under it."""
    from osint_kit.identifiers.unlisted import unlisted_zone

    zone = unlisted_zone(domain)
    return [zone.note] if zone else []


def _say_once(session: Session, said: set[str], notes: Sequence[str]) -> None:
    for note in notes:
        if note not in said:
            said.add(note)
            session.messages.warn(note)


def _row(text: str, registration: "Registration", via: str, server: str | None, changed: "Sequence[Change]") -> "Row":
    values = asdict(registration)
    if values.pop("registered") is False:
        values["status"] = ("not registered",)
    return {
        "input": text,
        **values,
        "via": via,
        "server": server,
        "changes": [change.record() for change in changed],
        "notes": _notes(registration.domain),
    }
