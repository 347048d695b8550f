"""What the script for Python alone checks of signatures and time stamps: as the kit does, by RFC 8032, with openssl."""

import base64
import json
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.keys import public_pem
from osint_kit.cases.run import Run
from osint_kit.cases.signing import read_signature, sign
from osint_kit.cases.stamping import keep_answer, queue
from osint_kit.cases.timestamps import new_query
from osint_kit.cases.verify import verify
from osint_kit.commands import verify_case
from osint_kit.exercises.time_stamps import CA, TimeStamps
from tests.cases.verified import problems

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
        "c027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e"
        "2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17a"
        "d9bef1177331a704",
    ),
]
"""RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc); public key, message, signature."""


@pytest.mark.parametrize("key,message,signature", VECTORS)
def test_the_vectors_of_the_rfc_hold_and_none_with_a_changed_byte(key: str, message: str, signature: str) -> None:
    parts = [bytes.fromhex(part) for part in (key, message, signature)]
    assert verify_case.ed25519_holds(*parts)
    for which, part in enumerate(parts):
        for place in range(0, len(part), 10):
            changed = [*parts]
            changed[which] = part[:place] + bytes([part[place] ^ 1]) + part[place + 1 :]
            assert not verify_case.ed25519_holds(*changed), (which, place)


def by_the_kit(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@settings(max_examples=20)
@given(secret=st.binary(min_size=32, max_size=32), message=st.binary())
def test_what_the_library_of_the_kit_signs_holds(secret: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    assert verify_case.ed25519_holds(key.public_key().public_bytes_raw(), message, key.sign(message))


def test_strange_keys_and_signatures_are_judged_as_by_the_library_of_the_kit() -> None:
    """Points of small order, a y beyond the prime, a scalar beyond the order, other lengths."""
    prime, order = verify_case.PRIME, verify_case.ORDER
    seen = set()
    for y in (0, 1, 2, prime - 1, prime, prime + 1, prime + 2, prime + 18):
        for odd in (0, 1):
            key = (y | odd << 255).to_bytes(32, "little")
            for scalar in (1, 2, 3, 4, order, order + 1):
                x, y_of = verify_case.times(scalar, verify_case.BASE)
                begin = (y_of | (x & 1) << 255).to_bytes(32, "little")
                for end in (scalar.to_bytes(32, "little"), scalar.to_bytes(33, "little"), b""):
                    holds = verify_case.ed25519_holds(key, b"words", begin + end)
                    assert holds == by_the_kit(key, b"words", begin + end), (y, odd, scalar, len(end))
                    seen.add(holds)
    assert seen == {True, False}


@pytest.fixture
def signed(case: Case, begin: Callable[[], Run]) -> Case:
    begin().seal("complete")
    with case.locked():
        sign(case, Ed25519PrivateKey.generate(), "Ana")
        sign(case, Ed25519PrivateKey.generate(), "Jone Ö\udcff\x1b[2J")
    return case


def signing(words: Json) -> bytes:
    """A signature of these words, by a key that was made just now."""
    key = Ed25519PrivateKey.generate()
    record = {
        "signed": words,
        "public_key": public_pem(key.public_key()).decode(),
        "signature": base64.b64encode(key.sign(canonical(words))).decode(),
    }
    return json.dumps(record).encode()


def replace(case: Case, number: int, data: bytes) -> None:
    """Another signature in the place of one, and a ledger that vouches for it, as somebody who knows how would."""
    lines = (case.folder / ledger.NAME).read_bytes().splitlines()
    entries = [json.loads(line) for line in lines]
    (case.folder / entries[number]["ref"]).write_bytes(data)
    entries[number]["sha256"] = sha256_hex(data)
    for before, entry in zip(entries[number - 1 :], entries[number:], strict=False):
        entry["prev"] = before["hash"]
        entry["hash"] = sha256_hex(canonical({key: value for key, value in entry.items() if key != "hash"}))
    (case.folder / ledger.NAME).write_bytes(b"".join(canonical(entry) + b"\n" for entry in entries))


def test_signatures_are_told_as_by_the_kit(signed: Case) -> None:
    assert problems(signed.folder) == ()
    assert len(verify_case.notes) == 2
    assert tuple(verify_case.notes) == verify(signed.folder).notes
    assert "signed by Ana with the key" in verify_case.notes[0]


@pytest.mark.parametrize("operator", ["Ana", "Jone Ö\udcff"])
def test_no_changed_byte_of_a_signature_file_passes(case: Case, operator: str) -> None:
    with case.locked():
        sign(case, Ed25519PrivateKey.generate(), operator)
    (path,) = (case.folder / "signatures").iterdir()
    data, why = path.read_bytes(), []
    padded = {match.start() - 1 for match in re.finditer(rb'=["\\]', data)}  # some bits of such a letter mean nothing
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        why.append(judged(changed))
        if place % 6 == 0 and place not in padded:
            assert judged(changed, verify_case.read_signature) == why[-1], changed
    assert judged(data) == judged(data, verify_case.read_signature) == "holds"
    assert set(why) <= {"holds", "not a signature of a head", "the signature is not that of these words by this key"}
    assert why.count("holds") <= 3, (
        "only what nobody signs may differ: text after the key, bits that base64 does not use"
    )
    replace(case, 1, data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    assert problems(case.folder)


def judged(data: bytes, read: Callable[[bytes], object] = read_signature) -> str:
    try:
        read(data)
    except ValueError as error:
        return str(error)
    return "holds"


@pytest.mark.parametrize(
    "change",
    [
        {"statement": "something else"},
        {"head": "0" * 64},
        {"line": 1},
        {"line": "2"},
        {"line": [2]},
        {"line": 99},
        {"line": None},
    ],
)
def test_what_signs_something_else_is_told_as_by_the_kit(signed: Case, change: dict[str, Json]) -> None:
    (first, *_) = sorted((signed.folder / "signatures").glob("000003-*"))
    words = {**json.loads(first.read_bytes())["signed"], **change}
    replace(signed, 3, signing(words))
    assert any("it signs" in text for text in problems(signed.folder))


@pytest.mark.parametrize(
    "key", ["", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n", 7, None]
)
@pytest.mark.parametrize("other", [{}, {"signed": []}, {"signature": "!"}, {"signature": ""}])
def test_what_is_no_signature_is_told_as_by_the_kit(signed: Case, key: object, other: dict[str, object]) -> None:
    (first, *_) = sorted((signed.folder / "signatures").glob("000003-*"))
    replace(signed, 3, json.dumps({**json.loads(first.read_bytes()), "public_key": key, **other}).encode())
    assert any("not a signature of a head" in text for text in problems(signed.folder))


@pytest.mark.parametrize("words", [[], {}, "head", 7, {"statement": "head of a case of osint-kit"}])
def test_what_is_signed_but_is_no_head_is_told_as_by_the_kit(signed: Case, words: Json) -> None:
    replace(signed, 3, signing(words))
    assert any("not a signature of a head" in text for text in problems(signed.folder))


def test_a_key_of_a_kind_that_nobody_knows_is_no_crash(signed: Case) -> None:
    (first, *_) = sorted((signed.folder / "signatures").glob("000003-*"))
    whole = json.loads(first.read_bytes())
    replace(signed, 3, json.dumps({**whole, "public_key": whole["public_key"].replace("K2Vw", "K2Vz")}).encode())
    assert any("not a signature of a head" in text for text in problems(signed.folder))


@pytest.fixture
def stamped(case: Case) -> tuple[Case, TimeStamps]:
    authority = TimeStamps()
    with case.locked():
        ref = queue(case, "Ana")
        keep_answer(case, ref, authority.reply((case.folder / ref).read_bytes()), "Ana")
    return case, authority


def test_a_stamp_is_named_with_the_command_that_checks_it(stamped: tuple[Case, TimeStamps], tmp_path: Path) -> None:
    case, authority = stamped
    assert problems(case.folder) == ()
    (note,) = verify_case.notes
    command = note[note.index("openssl ts") : note.index(" does")]
    assert command.endswith("-CAfile AUTHORITY.pem")
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here")
    (tmp_path / "AUTHORITY.pem").write_bytes(authority.answer("GET", CA, b"").body)
    done = subprocess.run(shlex.split(command), cwd=tmp_path, capture_output=True, check=False)
    assert b"Verification: OK" in done.stdout + done.stderr, done.stderr
    for moment, holds in ((time.time(), True), (0, False)):
        at = [*shlex.split(command), "-attime", str(int(moment))]
        done = subprocess.run(at, cwd=tmp_path, capture_output=True, check=False)
        assert (b"Verification: OK" in done.stdout + done.stderr) == holds, done.stderr
    other = command.replace(case.head(), "00" * 32).replace("-digest ", "-digest 00", 1)
    assert subprocess.run(shlex.split(other), cwd=tmp_path, capture_output=True, check=False).returncode


def test_changed_stamps_and_such_about_other_heads_are_told_as_by_the_kit(stamped: tuple[Case, TimeStamps]) -> None:
    case, authority = stamped
    other = new_query("00" * 32)
    for number, strange in ((1, other), (2, authority.reply(other))):
        path = case.folder / f"stamps/000001.{'tsq' if number == 1 else 'tsr'}"
        data = path.read_bytes()
        path.write_bytes(data[:-1])
        assert any("is not the one" in text for text in problems(case.folder))
        path.unlink()
        assert any("is missing" in text for text in problems(case.folder))
        replace(case, number, strange)
        assert any("never had" in text for text in problems(case.folder))
        replace(case, number, data)
        assert problems(case.folder) == ()


def test_a_request_that_waits_is_named(case: Case) -> None:
    with case.locked():
        queue(case, "Ana")
    assert problems(case.folder) == ()
    assert verify_case.notes == ["stamps/000001.tsq waits for its time stamp"]


def test_what_the_ledger_does_not_know_is_named_as_by_the_kit(signed: Case) -> None:
    (run,) = (signed.folder / "runs").iterdir()
    (signed.folder / "stamps").mkdir()
    (signed.folder / "reports").mkdir()
    for name in ("more.txt", "runs/more.txt", "signatures/000001-aa.json", "stamps/000001.tsr", "reports/case.html"):
        (signed.folder / name).write_bytes(b"x")
    (run / "evidence2.warc.gz").write_bytes(b"x")
    assert problems(signed.folder) == ()
    assert set(verify_case.notes) == set(verify(signed.folder).notes)
    strangers = [note for note in verify_case.notes if note.endswith(" does not belong to the case")]
    assert len(strangers) == 5
