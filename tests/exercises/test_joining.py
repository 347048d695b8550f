"""A class on one switch: the board of the trainer, and what a trainee's machine takes from it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.exercises import Range, load_scenario
from osint_kit.exercises.joining import join
from tests.exercises.client import Client


def test_a_trainee_fetches_all_he_needs_and_no_answer(tmp_path: Path) -> None:
    with Range(load_scenario("island-jobs"), class_port=0) as serving:
        joined = join(serving.join_at, tmp_path)
        assert (joined.name, joined.fingerprint) == ("island-jobs", serving.authority.fingerprint)
        client = Client(joined.world)
        assert client.fetch("https://bit.ly/free-wifi").status == 302
        assert {path.name for path in (tmp_path / "material").iterdir()} == {"brief.txt", "01-advertisement.txt"}
        brief = (tmp_path / "material/brief.txt").read_text(encoding="utf-8")
        assert "Where does https://bit.ly/island-jobs-2026 lead" in brief
        assert "Must not be touched: island-jobs.example" in brief
        told = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "material").iterdir())
        for secret in ("apply.island-jobs.example", "2026-11-03", "pacific-careeers", "suspect"):
            assert secret not in told
        assert serving.log[-1].who == "127.0.0.1"


def test_on_loopback_there_is_no_board() -> None:
    with Range(load_scenario("island-jobs")) as serving:
        assert serving.join_at == ""


@contextmanager
def impostor(answers: dict[str, bytes]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path, b"")
            self.send_response(200 if self.path in answers else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "listing, says",
    [
        ({"format": 1, "name": "x", "files": ["../../evil"]}, "is no name for a file here"),
        ({"format": 1, "name": "x", "files": ["/etc/passwd"]}, "is no name for a file here"),
        ({"format": 1, "name": "x", "files": ["material/..\\evil"]}, "is no name for a file here"),
        ({"format": 2, "name": "x", "files": []}, "written in format 2"),
        ({"format": 1, "name": "x", "files": []}, "no class of an exercise"),
        ({"format": 1, "name": "x", "files": ["ca.pem"]}, "was answered with 404"),
        ([], "there is no list of files"),
        ("x", "there is no list of files"),
    ],
)
def test_what_is_no_class_is_refused_and_writes_nothing(tmp_path: Path, listing: object, says: str) -> None:
    into = tmp_path / "a/b"
    into.mkdir(parents=True)
    with impostor({"/exercise.json": json.dumps(listing).encode()}) as address, pytest.raises(UsageError, match=says):
        join(address, into)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "ftp://127.0.0.1", "https://127.0.0.1:1", "http://[", "x:y"])
def test_an_address_where_nobody_answers(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError):
        join(address, tmp_path)
