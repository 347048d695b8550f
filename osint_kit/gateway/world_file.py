"""The file that puts a simulated internet behind the door (TOML, https://toml.io/en/v1.0.0).

name = "island-jobs"          stamped on every run
resolver = "127.0.0.1:5353"   all DNS questions go here, UDP and TCP; without it none can be asked
ca = "ca.pem"                 trusted for TLS in place of the system's roots; relative to this file
pace = true                   go easy on hosts as on the internet; false by default
[connect]                     where a connection to HOST:PORT really goes; see `Routes`
"*:80" = "127.0.0.1:8080"
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from osint_kit.errors import UsageError
from osint_kit.gateway.routes import Routes, read_pattern, read_place
from osint_kit.gateway.wire import Place

INTERNET = "internet"
"""The name of the one world that no file describes."""
KEYS = ("name", "resolver", "ca", "pace", "connect")
T = TypeVar("T")


@dataclass(frozen=True)
class WorldFile:
    """What a world file says; ``ca`` is the text of the certificates, in PEM."""

    name: str
    resolver: Place | None
    ca: str | None
    pace: bool
    routes: Routes


def read_world_file(path: Path) -> WorldFile:
    """Read and check a world file. Raises `UsageError` that names the file, the key, and what to do."""
    values = _toml(path)
    for key in values:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            guess = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(KEYS)}"
            raise _wrong(path, key, "is no key of a world file", guess)
    name = _text(path, values, "name")
    if not name:
        raise _wrong(path, "name", "is missing", 'give the world a name: name = "island-jobs"')
    if name.casefold() == INTERNET:
        raise _wrong(path, "name", "is that of the real internet", "call the simulated one otherwise")
    resolver = _text(path, values, "resolver")
    ca = _text(path, values, "ca")
    pace = values.get("pace", False)
    if not isinstance(pace, bool):
        raise _wrong(path, "pace", "must be true or false", "write it without quotes")
    return WorldFile(
        name,
        _read(path, "resolver", resolver, read_place) if resolver else None,
        _certificates(path, ca) if ca else None,
        pace,
        _routes(path, values.get("connect", {})),
    )


def _toml(path: Path) -> Mapping[str, object]:
    step = "name a world file with --world FILE or OSINT_WORLD; 'osint exercise start' writes one"
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))  # Notepad writes a byte order mark
    except OSError as error:
        raise UsageError(f"the world file {path} cannot be read: {error.strerror}", step) from error
    except ValueError as error:
        raise UsageError(f"the world file {path} is no TOML: {error}", step) from error


def _text(path: Path, values: Mapping[str, object], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or (key in values and not value.strip()):
        raise _wrong(path, key, "must be a text", "write it in quotes")
    return value


def _routes(path: Path, table: object) -> Routes:
    if not isinstance(table, dict):
        raise _wrong(path, "connect", "must be a table", 'write [connect], and below it "*:80" = "127.0.0.1:8080"')
    routes: dict[str, Place] = {}
    for pattern, place in table.items():
        key = f'connect."{pattern}"'
        if not isinstance(place, str):
            raise _wrong(path, key, "must be a text", 'write it in quotes, such as "127.0.0.1:8080"')
        routes[_read(path, key, pattern, read_pattern)] = _read(path, key, place, read_place)
    return Routes(routes)


def _certificates(path: Path, name: str) -> str:
    import ssl

    file = path.parent / name
    try:
        pem = file.read_text("ascii")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except OSError as error:
        # ssl.SSLError is an OSError too, and its text is for programmers
        reason = error.strerror if isinstance(error, FileNotFoundError | PermissionError) else "it holds no certificate"
        raise _wrong(path, "ca", f"names {file}, which cannot be used: {reason}", _CA_STEP) from error
    except ValueError as error:
        raise _wrong(path, "ca", f"names {file}, which is no PEM file", _CA_STEP) from error
    return pem


_CA_STEP = "name a file of certificates in PEM form, relative to the world file"


def _read(path: Path, key: str, text: str, reader: Callable[[str], T]) -> T:
    try:
        return reader(text)
    except ValueError as error:
        raise _wrong(path, key, f"cannot be read: {error}", "mend it and run the command again") from error


def _wrong(path: Path, key: str, what: str, step: str) -> UsageError:
    return UsageError(f"the world file {path}: {key} {what}", step)
