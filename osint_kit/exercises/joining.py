"""How a trainee's machine fetches a class's world from the trainer's (`class_board`)."""

import json
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from osint_kit.errors import UsageError
from osint_kit.exercises.certificates import fingerprint
from osint_kit.exercises.class_board import FORMAT, LISTING
from osint_kit.exercises.handout import FOLDER, is_safe

LARGEST = 60_000_000
SECONDS = 20


class Joined(NamedTuple):
    """The exercise's name, its world file as written here, and the fingerprint of its certificate authority."""

    name: str
    world: Path
    fingerprint: str


def join(address: str, folder: Path) -> Joined:
    """Fetch everything from ``http://ADDRESS:PORT`` into an existing folder.

    Raises ``UsageError`` where nobody answers there, or what answers is no class of an exercise.
    """
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname or "", parts.port or 80
    except ValueError as error:
        raise UsageError(f"{address} is no address: {error}", "write it as http://192.168.1.5:8470") from error
    if parts.scheme != "http" or not host:
        raise UsageError(f"{address} is no address of a class", "write it as http://192.168.1.5:8470")
    try:
        listing = json.loads(_get(host, port, LISTING))
        files = {name: _get(host, port, f"/{quote(name)}") for name in _names(listing)}
        seen = fingerprint(files["ca.pem"])
        name = str(listing["name"])
    except (OSError, HTTPException) as error:
        raise UsageError(
            f"{address} does not answer: {error}",
            "ask the trainer for the address, and whether a firewall is in between",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{address} answers, and is no class of an exercise: {error}", "ask the trainer") from error
    for path, body in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(body)
    return Joined(name, folder / "world.toml", seen)


def _names(listing: object) -> list[str]:
    """The files of a listing. Raises ``ValueError`` for a listing of another form and for names that lead elsewhere."""
    if not isinstance(listing, dict) or not isinstance(listing.get("files"), list):
        raise ValueError("there is no list of files")
    if listing.get("format") != FORMAT:
        raise ValueError(f"it is written in format {listing.get('format')}, and this osint-kit reads {FORMAT}")
    names = [str(name) for name in listing["files"]]
    for name in names:
        if not is_safe(name.removeprefix(f"{FOLDER}/")):
            raise ValueError(f"{name!r} is no name for a file here")
    return names


def _get(host: str, port: int, target: str) -> bytes:
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
        if answer.status != 200 or len(body) > LARGEST:
            raise ValueError(f"{target} was answered with {answer.status} and {len(body)} bytes")
        return body
    finally:
        connection.close()
