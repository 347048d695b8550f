"""Time stamps: what holds is read, and nothing that was changed passes; openssl is the judge where it is here."""

import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from osint_kit.cases.timestamps import new_query, read_query, read_stamp
from osint_kit.exercises.time_stamps import CA, TimeStamps

HEAD = "5d" * 32
OPENSSL = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")


@pytest.fixture(scope="module")
def authority() -> TimeStamps:
    return TimeStamps()


def openssl(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *words], cwd=folder, capture_output=True, check=False)


def test_a_stamp_is_read_back(authority: TimeStamps) -> None:
    query = new_query(HEAD)
    stamp = read_stamp(authority.reply(query), query)
    assert stamp.head == HEAD
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert "osint-kit exercise - proves no time" in stamp.words
    assert read_query(query)[0] == HEAD


def test_a_stamp_on_another_request_is_refused(authority: TimeStamps) -> None:
    reply = authority.reply(new_query(HEAD))
    for other in (new_query(HEAD), new_query("00" * 32)):
        with pytest.raises(ValueError, match="another request"):
            read_stamp(reply, other)


def test_no_changed_bit_of_what_is_signed_passes(authority: TimeStamps) -> None:
    query = new_query(HEAD)
    reply = authority.reply(query)
    first = read_stamp(reply, query)
    dice = random.Random(3)
    for _ in range(400):
        place, bit = dice.randrange(len(reply)), dice.randrange(8)
        changed = reply[:place] + bytes([reply[place] ^ 1 << bit]) + reply[place + 1 :]
        try:
            stamp = read_stamp(changed, query)
        except ValueError:
            continue
        assert stamp == first, "only what nobody signs may differ: the second certificate, words of the status"


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x00", b"<html>", b"\x30\x80" * 500, b"\x30\x03\x02\x01\x00", b"\xff" * 40]
)
def test_what_is_no_answer_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_stamp(data)
    with pytest.raises(ValueError):
        read_query(data)


def test_a_refusal_says_why(authority: TimeStamps) -> None:
    with pytest.raises(ValueError, match="the authority refused: that is no time-stamp request"):
        read_stamp(authority.reply(b"nonsense"))


@OPENSSL
def test_openssl_accepts_it(authority: TimeStamps, tmp_path: Path) -> None:
    (tmp_path / "a.tsr").write_bytes(authority.reply(new_query(HEAD)))
    (tmp_path / "ca.pem").write_bytes(authority.answer("GET", CA, b"").body)
    words = ["ts", "-verify", "-in", "a.tsr", "-CAfile", "ca.pem", "-digest"]
    done = openssl(tmp_path, *words, HEAD)
    assert b"Verification: OK" in done.stdout + done.stderr, done.stderr
    assert openssl(tmp_path, *words, "00" * 32).returncode != 0


@OPENSSL
@pytest.mark.parametrize("kind", ["rsa:2048", "ec"])
def test_stamps_that_openssl_makes_are_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=A TSA\n"
        "[ext]\nextendedKeyUsage=critical,timeStamping\n"
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\nsigner_key=tsa.key\n"
        "signer_digest=sha512\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\nordering=yes\ntsa_name=yes\n"
        "ess_cert_id_chain=no\ness_cert_id_alg=sha256\n"
    )
    key = ["-newkey", kind] if kind != "ec" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]
    made = openssl(
        tmp_path,
        "req",
        "-x509",
        *key,
        "-nodes",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.pem",
        "-config",
        "tsa.cnf",
        "-days",
        "2",
    )
    assert made.returncode == 0, made.stderr
    query = new_query(HEAD)
    (tmp_path / "q.tsq").write_bytes(query)
    replied = openssl(tmp_path, *"ts -reply -config tsa.cnf -section t -queryfile q.tsq -out a.tsr".split())
    assert replied.returncode == 0, replied.stderr
    stamp = read_stamp((tmp_path / "a.tsr").read_bytes(), query)
    assert (stamp.head, stamp.authority) == (HEAD, "CN=A TSA")
