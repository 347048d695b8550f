"""The operator's own settings: from the environment, else from a small file, else what the system says.

The file is ``config.toml`` in ``%APPDATA%\\osint-kit`` on Windows and in ``~/.config/osint-kit`` elsewhere; the
variable ``OSINT_CONFIG`` names another. Its keys: `KEYS`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from osint_kit.errors import UsageError

_unknown: Path | None = None
KEYS = ("operator", "unit", "jurisdiction", "region", "user_agent", "flag_words")


def setting(key: str) -> str:
    """The value of a key: of the variable ``OSINT_<KEY>``, else of the file, else empty."""
    if _unknown:
        return ""
    return os.environ.get(f"OSINT_{key.upper()}", "") or _file().get(key, "")


@contextmanager
def unknown(folder: Path) -> Iterator[None]:
    """Within it the operator has no settings, and what is kept beside them is looked for in an empty ``folder``."""
    global _unknown
    before, _unknown = _unknown, folder
    try:
        yield
    finally:
        _unknown = before


def operator() -> str:
    """Who works: `setting`, else the name of the account on this machine."""
    if name := setting("operator"):
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def config_path() -> Path:
    """Where the file is looked for."""
    if _unknown:
        return _unknown / "config.toml"
    if named := os.environ.get("OSINT_CONFIG"):
        return Path(named)
    base = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "osint-kit" / "config.toml"


@lru_cache(maxsize=1)
def _file() -> dict[str, str]:
    path = config_path()
    if not path.is_file():
        return {}
    import tomllib

    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is not readable: {error}", "mend the file, or set OSINT_CONFIG to another") from error
    strange = sorted(set(values) - set(KEYS))
    if strange:
        raise UsageError(f"{path}: unknown key '{strange[0]}'", f"the keys are {', '.join(KEYS)}")
    return {key: str(value) for key, value in values.items()}
