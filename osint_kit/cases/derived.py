"""Derived files of a case: profiles, reports, exports. Deleting them loses nothing, so what holds a value goes.

A JSON file is written anew without the entries that hold it; any other file that holds it, and any that cannot be
looked into, is taken away and can be made again.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from osint_kit.canonical import Json, canonical
from osint_kit.cases.files import write_whole
from osint_kit.cases.traces import Traces

FOLDERS = ("profiles", "reports", "exports")
READABLE = frozenset(
    ".json .ndjson .csv .tsv .txt .md .html .htm .xml .svg .toml .xlsx .docx .zip .gz .warc .pdf .eml".split()
)
"""Forms that `views` can look into."""


def clean(
    source: Path, target: Path, traces: Traces, all_of_it: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clean the derived files of a case, or copy to ``target`` what is clean; names of those gone and written anew.

    ``all_of_it``: leave none. Raises ``OSError``.
    """
    removed, rebuilt = [], []
    for path in _files(source):
        name = path.relative_to(source)
        data = path.read_bytes()
        kept: bytes | None = None
        if not all_of_it and path.suffix.lower() in READABLE:
            kept = _cleaned(path, data, traces)
        if kept is None:
            removed.append(str(name))
        elif kept != data:
            rebuilt.append(str(name))
        if kept is None and source == target:
            path.unlink()
        elif kept is not None and (source != target or kept != data):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(target / name, kept)
    if all_of_it and source == target:
        for folder in FOLDERS:
            shutil.rmtree(source / folder, ignore_errors=True)
    return tuple(removed), tuple(rebuilt)


def _files(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from sorted(path for path in (folder / name).rglob("*") if path.is_file() and not path.is_symlink())


def _cleaned(path: Path, data: bytes, traces: Traces) -> bytes | None:
    """The file without what holds a value; None where all of it must go."""
    if not traces.in_bytes(data) and not traces.in_bytes(path.name.encode("utf-8", "replace")):
        return data
    if path.suffix.lower() != ".json":
        return None
    try:
        value: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    left = json.dumps(_without(value, traces), indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    return None if traces.in_bytes(left) or traces.in_bytes(path.name.encode("utf-8", "replace")) else left


def _without(value: Json, traces: Traces) -> Json:
    """A JSON value without the members of its lists that hold a value."""
    if isinstance(value, dict):
        return {key: _without(item, traces) for key, item in value.items()}
    if isinstance(value, list):
        return [entry for entry in (_entry(item, traces) for item in value) if entry is not None]
    return value


def _entry(entry: Json, traces: Traces) -> Json:
    """One member of a list; None where it goes. An entry that loses but some of its findings stays with the rest."""
    if not traces.in_bytes(canonical(entry)):
        return entry
    if not isinstance(entry, dict) or not isinstance(entry.get("findings"), list):
        return None
    left = _without(entry, traces)
    holds_it = traces.in_bytes(canonical(left))
    return None if holds_it or not isinstance(left, dict) or not left.get("findings") else left
