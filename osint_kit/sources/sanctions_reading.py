"""Published sanctions lists, read from a file in one of three forms, which its first line tells apart.

OpenSanctions: ``targets.simple.csv`` (https://www.opensanctions.org/docs/bulk/csv/; several values of a cell are joined
by ``;``) and FollowTheMoney entities, one a line (https://www.opensanctions.org/docs/bulk/json/). OFAC: ``sdn.csv``
(https://ofac.treasury.gov/media/29976/download, "dat_spec.txt": twelve columns without a header, ``-0-`` for none).
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from osint_kit.canonical import Json

SIMPLE, ENTITIES, SDN = "OpenSanctions targets.simple.csv", "FollowTheMoney entities", "OFAC sdn.csv"
COLUMNS = ("id", "schema", "name", "aliases")
SDN_COLUMNS = 12
NONE = "-0-"
LONGEST_ROW = 2000
CELL = 1 << 20
ALIAS = re.compile(r"a\.k\.a\. '([^']+)'")
EMAIL = re.compile(r"Email Address ([^\s;]+@[^\s;]+?)[;.]?(?=\s|$)")
PHONE = re.compile(r"Phone Number ([+\d][\d ()-]{5,20}\d)")
COIN = re.compile(r"Digital Currency Address - \w+ (\w{25,90})")
BORN = re.compile(r"DOB ([^;]+?)[;.]")


@dataclass(frozen=True)
class Entry:
    """One target of a list: ``excerpt`` is the row as it stands there."""

    number: str
    kind: str
    names: tuple[str, ...]
    born: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    excerpt: str = ""


def form_of(path: Path) -> str:
    """Which of the three forms a file has. Raises ``OSError``, and ``ValueError`` where it has none of them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    if first.lstrip().startswith("{"):
        return ENTITIES
    cells = [cell.strip() for cell in next(csv.reader([first]), [])]
    if tuple(map(str.lower, cells[: len(COLUMNS)])) == COLUMNS:
        return SIMPLE
    if len(cells) == SDN_COLUMNS and cells[0].isdecimal():
        return SDN
    raise ValueError(f"line 1: neither {SIMPLE}, nor {ENTITIES}, nor {SDN}")


def read_list(path: Path) -> Iterator[Entry]:
    """The targets of a list, in order. Raises ``OSError``, `csv.Error`, and ``ValueError`` with the line."""
    reader = {ENTITIES: _entities, SIMPLE: _simple, SDN: _sdn}[form_of(path)]
    usual = csv.field_size_limit(CELL)  # one for the whole process: other readers have theirs back
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from reader(file)
    finally:
        csv.field_size_limit(usual)


def _simple(file: Iterator[str]) -> Iterator[Entry]:
    rows = csv.DictReader(file, restval="")
    for row in rows:
        if None in row:
            raise ValueError(f"line {rows.line_num}: more cells than the header names")
        yield Entry(
            row["id"],
            row["schema"],
            (row["name"], *_several(row, "aliases")),
            _several(row, "birth_date"),
            _several(row, "countries"),
            _several(row, "program_ids") or _several(row, "sanctions"),
            _several(row, "phones"),
            _several(row, "emails"),
            _several(row, "identifiers"),
            _cut(",".join(row.values())),
        )


def _entities(file: Iterator[str]) -> Iterator[Entry]:
    for place, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            entity: Json = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"line {place}: broken JSON") from error
        said = entity.get("properties") if isinstance(entity, dict) else None
        if not isinstance(entity, dict) or not isinstance(said, dict) or not isinstance(entity.get("schema"), str):
            raise ValueError(f"line {place}: no FollowTheMoney entity")
        yield Entry(
            str(entity.get("id")),
            str(entity["schema"]),
            _values(said, "name", "alias", "weakAlias"),
            _values(said, "birthDate"),
            _values(said, "nationality", "country", "citizenship"),
            _values(said, "programId", "program"),
            _values(said, "phone"),
            _values(said, "email"),
            _values(said, "publicKey"),
            _cut(line),
        )


def _sdn(file: Iterator[str]) -> Iterator[Entry]:
    reader = csv.reader(file)
    for row in reader:
        if len(row) < SDN_COLUMNS:
            if "".join(row).strip("\x1a ") == "":
                continue  # the file ends in a control character of old
            raise ValueError(f"line {reader.line_num}: {len(row)} columns, and sdn.csv has {SDN_COLUMNS}")
        number, name, kind, program, *_, remarks = (cell.strip() for cell in row[:SDN_COLUMNS])
        family, comma, given = name.partition(", ")
        yield Entry(
            number,
            "entity" if kind == NONE else kind,
            (f"{given} {family}" if comma and kind == "individual" else name, *ALIAS.findall(remarks)),
            tuple(BORN.findall(remarks)),
            (),
            () if program == NONE else tuple(part.strip("[] ") for part in program.split("] [")),
            tuple(PHONE.findall(remarks)),
            tuple(EMAIL.findall(remarks)),
            tuple(COIN.findall(remarks)),
            _cut(",".join(row)),
        )


def _several(row: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in (row.get(name) or "").split(";") if part.strip())


def _values(said: dict[str, Json], *names: str) -> tuple[str, ...]:
    listed = (said.get(name) for name in names)
    return tuple(value for values in listed if isinstance(values, list) for value in values if isinstance(value, str))


def _cut(row: str) -> str:
    return row.strip()[:LONGEST_ROW]
