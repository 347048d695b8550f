"""Pictures of found accounts against real sites on loopback: hashed where asked for, and nobody new told of it."""

import hashlib
import socket

import pytest

from osint_kit.accounts.asking import Asker
from osint_kit.accounts.engine import find, findings
from tests.accounts.test_engine import SEFA, Open, members, rule, sites
from tests.gateway.servers import Script, answering, ok

__all__ = ["sites"]
PICTURE = b"\x89PNG\r\n" + bytes(range(256))


def site(picture: str, *answers: bytes) -> Script:
    """A site whose one member shows a picture; the other answers are those about the picture."""

    def script(connection: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        path = head.split(b" ")[1]
        if path == b"/u/sefa":
            page = f'<meta property="og:image" content="{picture}"><i class=profile-card>sefa</i>'.encode()
            connection.sendall(ok(page))
        elif path == b"/sefa.png":
            connection.sendall(answers[0])
        else:
            connection.sendall(ok(b"nobody", status="404 Not Found"))

    return script


def test_the_bytes_of_a_picture_are_hashed_where_that_is_wanted(sites: Open) -> None:
    door = sites(a=site("/sefa.png", ok(PICTURE, "Content-Type: image/png")))
    for wanted in (False, True):
        ((_, answer),) = find([(None, SEFA)], [rule("a")], Asker(door, "seed", pictures=wanted))
        assert answer
        hashed = [finding for finding in findings(answer) if finding.property == "picture_sha256"]
        assert bool(hashed) == wanted
    (stated,) = hashed
    assert isinstance(stated.value, dict)
    assert stated.value["value"] == hashlib.sha256(PICTURE).hexdigest()
    assert stated.value["excerpt"] == "http://a.example/sefa.png"
    assert len(stated.evidence) == 2, "the page that names it, and the picture"


@pytest.mark.parametrize(
    "answer",
    [
        ok(PICTURE, "Content-Type: text/html"),
        ok(b"", "Content-Type: image/png"),
        ok(b"gone", "Content-Type: image/png", status="404 Not Found"),
        b"no http",
    ],
)
def test_what_is_no_picture_has_no_hash(sites: Open, answer: bytes) -> None:
    door = sites(a=site("/sefa.png", answer))
    ((_, found),) = find([(None, SEFA)], [rule("a")], Asker(door, "seed", pictures=True))
    assert found
    assert found.state == "found"
    assert "picture_sha256" not in [fact.property for fact in found.facts]


def test_a_picture_on_a_machine_of_the_owners_is_not_fetched(sites: Open) -> None:
    seen: list[bytes] = []
    own = answering(ok(PICTURE, "Content-Type: image/png"), seen=seen)
    door = sites(a=site("http://own.example/sefa.png"), own=own)
    ((_, found),) = find([(None, SEFA)], [rule("a")], Asker(door, "seed", pictures=True))
    assert found
    assert (found.state, seen) == ("found", [])
    assert "picture" in [fact.property for fact in found.facts]


def test_nobody_is_asked_for_a_picture_where_nothing_was_found(sites: Open) -> None:
    ((_, answer),) = find([(None, SEFA)], [rule("a")], Asker(sites(a=members()), "seed", pictures=True))
    assert answer
    assert answer.state == "absent"
