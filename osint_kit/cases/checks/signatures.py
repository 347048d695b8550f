"""Signatures: each is by the key that it names, over a head that the ledger had; and whose it says it is."""

from osint_kit.canonical import sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.checks.checking import Checking, is_plain
from osint_kit.cases.signing import FOLDER, read_signature, signature_files


def check(on: Checking) -> None:
    """Hold each signature that the ledger names against its file, its key and the head that it signs."""
    on.known.add(FOLDER)
    heads = {entry.seq: entry.hash for entry in on.entries}
    named = set()
    for entry in on.entries:
        if entry.action != ledger.SIGN:
            continue
        named.add(entry.ref)
        path = on.folder / entry.ref
        if not entry.ref.startswith(f"{FOLDER}/") or path.parent != on.folder / FOLDER or not is_plain(path):
            on.problem(f"{entry.ref}: the signature is missing")
            continue
        data = path.read_bytes()
        if sha256_hex(data) != entry.sha256:
            on.problem(f"{entry.ref} is not the one that the ledger names")
            continue
        try:
            signature = read_signature(data)
        except ValueError as error:
            on.problem(f"{entry.ref}: {error}")
            continue
        if heads.get(signature.line) != signature.head or signature.line >= entry.seq:
            on.problem(f"{entry.ref}: it signs a head that this ledger never had")
            continue
        on.signed_by.add(signature.key)
        on.note(f"{entry.ref}: {signature.words}")
    for path in signature_files(on.folder):
        if f"{FOLDER}/{path.name}" not in named:
            on.note(f"{FOLDER}/{path.name} does not belong to the case")
