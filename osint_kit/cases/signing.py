"""Signatures over the head of a case, each a file in ``signatures/`` that a ledger line names.

Signed are the bytes of the canonical form of ``signed``; whoever has the public key checks them with any tool that
knows Ed25519. A head covers all lines up to it, and through them every sealed byte; not what came later.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.case import FORMAT, Case
from osint_kit.cases.files import trouble, write_whole
from osint_kit.cases.keys import fingerprint, public_pem, read_public
from osint_kit.cases.seal import as_file
from osint_kit.clock import iso, now

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = "signatures"
STATEMENT = "head of a case of osint-kit"


@dataclass(frozen=True)
class Signature:
    """A signature that holds: who said that he signed, with which key, which head, when, in which world."""

    operator: str
    key: str
    head: str
    line: int
    at: str
    world: str
    simulated: bool

    @property
    def words(self) -> str:
        """The signature as a person reads it; one of an exercise says so."""
        where = f", in the exercise '{self.world}'" if self.simulated else ""
        by = f"signed by {self.operator} with the key {self.key[:16]}… at {self.at}{where}"
        return f"{by}: everything up to line {self.line}"


def sign(case: Case, key: "Ed25519PrivateKey", operator: str) -> tuple[Signature, ledger.Entry]:
    """Sign the head, write the signature and its ledger line; the caller holds the case's lock.

    Raises `OutputError` and `UsageError` where it cannot be written.
    """
    newest = list(case.entries())[-1]
    words = canonical(
        {
            "statement": STATEMENT,
            "format": FORMAT,
            "case": case.card.id,
            "head": newest.hash,
            "line": newest.seq,
            "operator": operator,
            "at": iso(now()),
            "world": case.card.world,
            "simulated": case.card.simulated,
        }
    )
    public = key.public_key()
    data = as_file(
        {
            "signed": json.loads(words),  # as it was signed: a name that is no UTF-8 has been mended in it
            "public_key": public_pem(public).decode("ascii"),
            "signature": base64.b64encode(key.sign(words)).decode("ascii"),
        }
    )
    name = f"{newest.seq:06}-{fingerprint(public)[:16]}.json"
    path = case.folder / FOLDER / name
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, data)
        entry = ledger.append(case.folder, operator, ledger.SIGN, f"{FOLDER}/{name}", sha256_hex(data))
    except OSError as error:
        raise trouble(error, path) from error
    return read_signature(data), entry


def read_signature(data: bytes) -> Signature:
    """Read and check a signature file. Raises ``ValueError`` with the reason where it does not hold."""
    from cryptography.exceptions import InvalidSignature

    try:
        record = json.loads(data)
        signed: Mapping[str, Json] = record["signed"]
        public = read_public(record["public_key"].encode())
        public.verify(base64.b64decode(record["signature"], validate=True), canonical(signed))
        line = signed["line"]
        signature = Signature(
            operator=str(signed["operator"]),
            key=fingerprint(public),
            head=str(signed["head"]),
            line=line if isinstance(line, int) else 0,
            at=str(signed["at"]),
            world=str(signed["world"]),
            simulated=bool(signed["simulated"]),
        )
        statement = signed["statement"]
    except InvalidSignature as error:
        raise ValueError("the signature is not that of these words by this key") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a signature of a head") from error
    if statement != STATEMENT:
        raise ValueError("it signs something else than a head")
    return signature


def signature_files(folder: Path) -> list[Path]:
    """The signature files of a case folder, oldest first."""
    return sorted((folder / FOLDER).glob("*.json"))
