"""An operator's Ed25519 key (RFC 8032): made, kept for its owner alone, read back.

The private key is PEM of PKCS #8 (RFC 5958), which any tool reads, encrypted where there is a passphrase; the public
one is beside it as ``.pub.pem`` (SubjectPublicKeyInfo), to be handed to those who check.
"""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.canonical import sha256_hex
from osint_kit.cases.files import trouble
from osint_kit.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "key.pem"


def new_key(path: Path, passphrase: str) -> tuple[Path, str]:
    """Make a key; the path of its public half, and its fingerprint. An empty ``passphrase`` leaves it unencrypted.

    Raises `UsageError` where there is a file already, or none can be written.
    """
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    locked = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    private = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)
    public = path.with_suffix(".pub.pem")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for file, data, mode in ((path, private, 0o600), (public, public_pem(key.public_key()), 0o644)):
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
    except FileExistsError as error:
        raise UsageError(
            f"{error.filename} exists already, and a key is never written over",
            "name another file with --into; whoever knows the old key still needs it to check what it signed",
        ) from error
    except OSError as error:
        raise trouble(error, path) from error
    return public, fingerprint(key.public_key())


def read_key(path: Path, passphrase: str | None) -> "Ed25519PrivateKey":
    """Read a private key. Raises `UsageError` for none, one that others may read, or a passphrase that does not fit."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        if os.name != "nt" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError(f"others may read the key {path}", f"take their rights away: chmod 600 {path}")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the key {path} cannot be read: {error.strerror}", "make one with 'osint key new', or name one with --key"
        ) from error
    try:
        key = load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except TypeError as error:
        what = "has no passphrase" if passphrase else "needs its passphrase"
        raise UsageError(f"the key {path} {what}", "set OSINT_KEY_PASSPHRASE, or type it when asked") from error
    except ValueError as error:
        what = "does not open with this passphrase" if passphrase else "is no private key in PEM"
        raise UsageError(f"the key {path} {what}", "check the file and the passphrase") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"the key {path} is no Ed25519 key", "make one with 'osint key new'")
    return key


def needs_passphrase(path: Path) -> bool:
    """Whether a key file is encrypted."""
    try:
        return b"ENCRYPTED PRIVATE KEY" in path.read_bytes()
    except OSError:
        return False


def read_public(data: bytes) -> "Ed25519PublicKey":
    """Read a public key in PEM. Raises ``ValueError`` for anything else."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(data)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")
    return key


def public_pem(key: "Ed25519PublicKey") -> bytes:
    """A public key in PEM."""
    from cryptography.hazmat.primitives import serialization as forms

    return key.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: "Ed25519PublicKey") -> str:
    """What names a key: the SHA-256 of its SubjectPublicKeyInfo in DER, in hexadecimal."""
    from cryptography.hazmat.primitives import serialization as forms

    return sha256_hex(key.public_bytes(forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo))
