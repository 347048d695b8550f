"""`osint account sites import`: rule files of other projects, as one list."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.session import Session
from osint_kit.commands.site_rules import shelf

if TYPE_CHECKING:
    from osint_kit.accounts.importing import Outcome
    from osint_kit.tables.values import Row

FIELDS = ("file", "line", "site", "origin", "licence", "result", "why", "found_by", "absent_by", "problem")
BRIEF = ("file", "line", "site", "result", "why")


def import_(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Rules of WhatsMyName, Sherlock or Maigret, or a list of the kit's."),
    ],
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="HASH", help="Refuse the FILE unless this is its SHA-256.")
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="With -o: put the list in use here, too.")] = False,
) -> None:
    """Read rule files, told apart by their content, and put their rules in use behind the kit's own.

    For each site that file counts whose rule proves most; among equals the earlier. Bad rules are refused with
    their line. With -o the rules of the files are written to one list instead, which travels: its SHA-256 is said, and
    'import LIST --sha256 HASH' takes it on another computer only if it is the same. What became of each rule goes to
    the output; on a terminal only what was not taken.

    Examples:

      osint account sites import wmn-data.json

      osint account sites import wmn-data.json sherlock.json -o list.json
    """
    from osint_kit.accounts.importing import as_outcomes, merge, read_foreign, rules_of
    from osint_kit.accounts.rules import list_bytes, read_rules
    from osint_kit.canonical import sha256_hex
    from osint_kit.errors import UsageError

    if sha256 and len(files) > 1:
        raise UsageError("--sha256 is about one file, and several are named", "import them one after another")
    output = session.shared.output
    session.shared = replace(session.shared, output=None)  # it is the list's; the report goes to stdout
    if output and output.suffix.lower() != ".json":
        raise UsageError(f"{output} is no name for a list of rules", "a list is JSON: name it LIST.json")
    read = []
    for file in files:
        data = _bytes(file)
        if sha256 and sha256_hex(data) != _hash(sha256):
            raise UsageError(
                f"{file} has the SHA-256 {sha256_hex(data)}, not {sha256}",
                "it is not the list that was sent; ask for it again, and for its hash by another way",
            )
        read.append(read_foreign(data, file.name))
    own = as_outcomes(read_rules().rules, "the kit's own")
    lists: dict[Path | None, list[Outcome]] = {output: merge(read)} if output else {}
    if install or not output:
        lists[None] = merge([own, *read])
    _report(session, lists[output])
    if not any(outcome.result == "taken" for outcomes in read for outcome in outcomes):
        session.messages.warn("not one rule was taken, so no list was made")
        return
    for path, outcomes in lists.items():
        rules = rules_of(outcomes)
        data = list_bytes(rules)
        if path:
            _write(path, data)
        else:
            say_installed(session, data)
        session.messages.say(f"{len(rules):,} rules in {path or shelf().path}; SHA-256 {sha256_hex(data)}")


def say_installed(session: Session, data: bytes) -> None:
    """Put a list in use, and say where the one before it is."""
    former = shelf().install(data)
    if former:
        session.messages.say(f"the list before this one is kept as {former}")


def _report(session: Session, outcomes: "Sequence[Outcome]") -> None:
    counts: dict[tuple[str, str], int] = {}
    with session.results(session.in_brief(BRIEF, FIELDS)) as results:
        for outcome in outcomes:
            if not outcome.line:
                continue  # one of the kit's own
            key = outcome.file, outcome.result
            counts[key] = counts.get(key, 0) + 1
            if outcome.result != "taken" or not session.interactive or session.shared.verbose:
                results.write(None, _row(outcome))
    for (file, result), count in counts.items():
        session.messages.say(f"{file}: {count:,} {result}")


def _row(outcome: "Outcome") -> "Row":
    rule = outcome.rule
    refused = outcome.result == "refused"
    return {
        "file": outcome.file,
        "line": outcome.line,
        "site": rule.name if rule else outcome.name,
        "origin": outcome.origin,
        "licence": rule.licence if rule else None,
        "result": outcome.result,
        "why": outcome.why,
        "found_by": rule.there.proof if rule else None,
        "absent_by": rule.not_there.proof if rule else None,
        "problem": f"{outcome.file}, line {outcome.line}: {outcome.why}" if refused else None,
    }


def _bytes(file: Path) -> bytes:
    from osint_kit.accounts.json_places import LARGEST
    from osint_kit.errors import UsageError

    try:
        if file.stat().st_size > LARGEST:
            raise UsageError(f"{file} has more than {LARGEST:,} bytes", "name a file of site rules")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "name a file of site rules") from error


def _hash(text: str) -> str:
    from osint_kit.errors import UsageError

    digits = text.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise UsageError(f"'{text}' is no SHA-256", "it has 64 digits from 0 to 9 and a to f")
    return digits


def _write(path: Path, data: bytes) -> None:
    from osint_kit.cases.files import write_whole
    from osint_kit.errors import OutputError

    try:
        write_whole(path, data)
    except OSError as error:
        raise OutputError(
            f"{path} could not be written: {error.strerror or error}", "name another file with -o"
        ) from error
