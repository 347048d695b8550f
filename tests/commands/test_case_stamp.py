"""`osint case stamp` through the gateway, with the time-stamp authority of the range."""

import json
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Osint

TSA = "https://freetsa.org/tsr"


def test_a_head_is_stamped_and_openssl_agrees(trained: Osint) -> None:
    case = trained.new_case()
    assert trained("phone", "normalise", "+6799991234", cwd=case).code == 0
    done = trained("case", "stamp", "--tsa", TSA, "-f", "json", cwd=case)
    assert done.code == 0, done.err
    (row,) = json.loads(done.out)
    assert row["state"] == "stamped"
    assert "exercise" in row["authority"]
    checked = trained("case", "verify", cwd=case)
    assert checked.code == 0, checked.err
    assert "osint-kit exercise" in checked.err
    if shutil.which("openssl"):
        (trained.folder / "ca.pem").write_bytes(_authority(trained))
        words = ["-in", str(case / row["stamp"]), "-CAfile", str(trained.folder / "ca.pem")]
        for more in (["-digest", row["head"]], ["-queryfile", str(case / row["stamp"].replace(".tsr", ".tsq"))]):
            seen = subprocess.run(["openssl", "ts", "-verify", *more, *words], capture_output=True, check=False)
            assert b"Verification: OK" in seen.stdout + seen.stderr, seen.stderr
    assert trained("phone", "normalise", "+6799991234", cwd=case).code == 0
    assert trained("case", "verify", cwd=case).code == 0


def test_a_request_waits_while_offline_and_goes_with_the_next(trained: Osint) -> None:
    case = trained.new_case()
    for _ in range(2):
        done = trained("case", "stamp", "--offline", "-f", "json", cwd=case)
        assert (done.code, len(json.loads(done.out))) == (0, 1), "asked for twice in a row it waits once"
    assert "waits for its time stamp" in trained("case", "verify", cwd=case).err
    assert trained("case", "note", "later", cwd=case).code == 0
    done = trained("case", "stamp", "-f", "json", cwd=case, extra={"OSINT_TSA": TSA})
    rows = json.loads(done.out)
    assert [row["state"] for row in rows] == ["stamped", "stamped"]
    assert rows[0]["line"] == 1
    checked = trained("case", "verify", cwd=case)
    assert (checked.code, "waits" in checked.err) == (0, False)


@pytest.mark.parametrize(
    "url", ["https://bit.ly/nothing", "https://nobody.example/", "http://10.0.0.5/tsr", "https://freetsa.org/tsrx"]
)
def test_an_authority_that_does_not_answer_leaves_the_request_waiting(trained: Osint, url: str) -> None:
    case = trained.new_case()
    done = trained("case", "stamp", "--tsa", url, cwd=case)
    assert done.code == 1, done.err
    assert "waits" in done.out
    assert trained("case", "verify", cwd=case).code == 0
    assert trained("case", "stamp", "--tsa", TSA, cwd=case).code == 0


def test_plan_and_wrong_words(trained: Osint) -> None:
    case = trained.new_case()
    before = (case / "ledger.ndjson").read_bytes()
    done = trained("case", "stamp", "--tsa", TSA, "--plan", "-f", "json", cwd=case)
    assert json.loads(done.out)[0]["whom"] == TSA
    assert trained("case", "stamp", "--tsa", "no address", cwd=case).code == 2
    assert (case / "ledger.ndjson").read_bytes() == before


def test_a_case_of_an_exercise_is_not_stamped_by_the_world(trained: Osint) -> None:
    case = trained.new_case()
    assert Osint(trained.folder)("case", "stamp", "--offline", cwd=case).code == 3


def test_any_change_of_a_stamp_is_found(trained: Osint) -> None:
    case = trained.new_case()
    assert trained("case", "stamp", "--tsa", TSA, cwd=case).code == 0
    for path in (case / "stamps").iterdir():
        data = path.read_bytes()
        for changed in (data[:-1], data[:50] + bytes([data[50] ^ 1]) + data[51:], b""):
            path.write_bytes(changed)
            assert trained("case", "verify", cwd=case).code == 4
        path.unlink()
        assert trained("case", "verify", cwd=case).code == 4
        path.write_bytes(data)
    assert trained("case", "verify", cwd=case).code == 0


def _authority(osint: Osint) -> bytes:
    """The certificate of the range's authority, fetched as any client would."""
    import tomllib

    assert osint.world
    host, port = tomllib.loads(Path(osint.world).read_text())["connect"]["*:80"].rsplit(":", 1)
    with socket.create_connection((host, int(port))) as wire:
        wire.sendall(b"GET /files/cacert.pem HTTP/1.1\r\nHost: freetsa.org\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    return answer.partition(b"\r\n\r\n")[2]
