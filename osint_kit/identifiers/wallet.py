"""Addresses of wallets: Bitcoin, Tron and Ethereum, each with its checksum proved.

Bitcoin: Base58Check (https://en.bitcoin.it/wiki/Base58Check_encoding) and witness programs (`bech32`). Tron:
Base58Check with a version byte of its own (https://developers.tron.network/docs/account). Ethereum: 40
hexadecimal digits, with the checksum in their case (EIP-55) where it is mixed.
"""

import hashlib
import re

from osint_kit.identifiers.bech32 import is_segwit_address
from osint_kit.identifiers.keccak import keccak_256
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VERSIONS = {0x00: "Bitcoin P2PKH", 0x05: "Bitcoin P2SH", 0x41: "Tron"}
_PAYLOAD = 25
"""In bytes: a version, a hash of 20, a checksum of 4."""


def read_wallet(text: str) -> Identifier:
    """Read an address. Canonical: Base58 as written, witness programs and Ethereum in lower case.

    An Ethereum address that is all lower or all upper case carries no checksum and is taken as it is. Raises
    `NotReadable` for anything else: addresses of test networks, wrong checksums, private keys.
    """
    bare = text.strip()
    if re.fullmatch(r"0[xX][0-9a-fA-F]{40}", bare):
        return _ethereum(bare[2:])
    if re.match(r"bc1", bare, re.IGNORECASE):
        return _segwit(bare)
    if re.match(r"tb1|bcrt1", bare, re.IGNORECASE):
        raise NotReadable("this is an address of Bitcoin's test network, where coins are worth nothing")
    return _base58(bare)


def looks_like_wallet(text: str) -> bool:
    """Whether a text has the outer form of an address, its checksum true or not, and is nothing else."""
    return bool(
        re.fullmatch(r"0[xX][0-9a-fA-F]{40}|(?i:bc1|tb1|bcrt1)[0-9a-zA-Z]{11,87}", text)
        or re.fullmatch(r"[13T][1-9A-HJ-NP-Za-km-z]{25,34}", text)
    )


def _ethereum(digits: str) -> Identifier:
    lower = digits.lower()
    if digits not in (lower, digits.upper()) and digits != _with_checksum(lower):
        raise NotReadable("the capitals of this Ethereum address are not its checksum (EIP-55); copy it again")
    return Identifier(Kind.WALLET, f"0x{lower}")


def _with_checksum(lower: str) -> str:
    """EIP-55: a letter is a capital where the digit of the hash at its place is 8 or more."""
    hashed = keccak_256(lower.encode("ascii")).hex()
    return "".join(char.upper() if int(nibble, 16) >= 8 else char for char, nibble in zip(lower, hashed, strict=False))


def _segwit(bare: str) -> Identifier:
    if bare not in (bare.lower(), bare.upper()):
        raise NotReadable("a bc1… address is in one case throughout (BIP 173); copy it again")
    if not is_segwit_address(bare.lower(), "bc"):
        raise NotReadable("the checksum of this bc1… address does not hold; copy it again, whole")
    return Identifier(Kind.WALLET, bare.lower())


def _base58(bare: str) -> Identifier:
    if not re.fullmatch(f"[{_BASE58}]{{25,36}}", bare):
        raise NotReadable("this is no Bitcoin, Tron or Ethereum address; copy it again, whole")
    number = 0
    for char in bare:
        number = number * 58 + _BASE58.index(char)
    zeros = len(bare) - len(bare.lstrip("1"))
    payload = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    body, checksum = payload[:-4], payload[-4:]
    if len(payload) != _PAYLOAD or hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] != checksum:
        raise NotReadable("the checksum of this address does not hold; copy it again, whole")
    if body[0] not in _VERSIONS:
        raise NotReadable("this is an address of another coin or of a test network; Bitcoin and Tron are read")
    return Identifier(Kind.WALLET, bare)
