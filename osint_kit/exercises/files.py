"""Files beside a scenario. It shows nothing of the machine but what lies in its own folder."""

from pathlib import Path

from osint_kit.exercises.toml_table import Table

LARGEST = 50_000_000
"""Bytes of one file; a range holds them in memory."""


def file_beside(table: Table, key: str) -> Path | None:
    """The file that a key names, in the scenario's folder or below; None, and a mistake, where there is none."""
    return _beside(table, key, table.text(key)) if table.text(key) else None


def files_beside(table: Table, key: str) -> list[Path]:
    """All files that a key names; those that are not there are mistakes."""
    return [path for name in table.texts(key) if (path := _beside(table, key, name))]


def _beside(table: Table, key: str, name: str) -> Path | None:
    folder = table.file.resolve().parent
    try:
        path = (folder / name).resolve()
        inside, there = path.is_relative_to(folder), path.is_file()
    except (OSError, ValueError):
        inside, there = True, False
    if not inside:
        table.mistake(f"{name} lies outside the folder of the scenario, which shows nothing else of the machine", key)
        return None
    if not there:
        table.mistake(f"there is no file {name} in the folder of the scenario", key)
        return None
    if path.stat().st_size > LARGEST:
        table.mistake(f"{name} is larger than {LARGEST // 1_000_000} MB", key)
        return None
    return path
