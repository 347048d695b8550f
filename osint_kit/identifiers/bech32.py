"""Segregated-witness addresses of Bitcoin: Bech32 (BIP 173) for version 0, Bech32m (BIP 350) for others."""

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32 = 1
_BECH32M = 0x2BC830A3
_LONGEST = 90


def is_segwit_address(text: str, prefix: str) -> bool:
    """Whether ``text``, in lower case, is a witness program under ``prefix`` (``bc``), its checksum true."""
    separator = text.rfind("1")
    if text[:separator] != prefix or separator < 1 or len(text) > _LONGEST:
        return False
    values = [_CHARSET.find(char) for char in text[separator + 1 :]]
    if len(values) < 7 or -1 in values:
        return False
    version = values[0]
    checksum = _BECH32 if version == 0 else _BECH32M
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    if version > 16 or _polymod(expanded + values) != checksum:
        return False
    program = _octets(values[1:-6])
    if program is None:
        return False
    return len(program) in (20, 32) if version == 0 else 2 <= len(program) <= 40


def _polymod(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            total ^= generator if top >> bit & 1 else 0
    return total


def _octets(values: list[int]) -> bytes | None:
    """Groups of five bits as bytes; None where the padding is not less than five zero bits."""
    number = 0
    for value in values:
        number = number << 5 | value
    padding = 5 * len(values) % 8
    if padding > 4 or number & ((1 << padding) - 1):
        return None
    return (number >> padding).to_bytes(5 * len(values) // 8, "big")
