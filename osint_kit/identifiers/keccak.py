"""Keccak-256 as Ethereum uses it: the hash before NIST changed its padding for SHA-3 (FIPS 202).

The permutation is that of https://keccak.team/keccak_specs_summary.html, 25 lanes of 64 bits, 24 rounds.
"""

_LANE = (1 << 64) - 1
_RATE = 136
"""In bytes: 1600 bits of state less twice the 256 bits of output."""


def keccak_256(data: bytes, padding: bytes = b"\x01") -> bytes:
    """The 32 bytes of the hash of ``data``; with ``padding`` 0x06 they are those of SHA3-256."""
    padded = bytearray(data) + padding + bytes(-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), _RATE):
        for index in range(_RATE // 8):
            word = padded[start + 8 * index : start + 8 * index + 8]
            lanes[index % 5][index // 5] ^= int.from_bytes(word, "little")
        lanes = _permuted(lanes)
    return b"".join(lanes[x][0].to_bytes(8, "little") for x in range(4))


def _permuted(lanes: list[list[int]]) -> list[list[int]]:
    """Keccak-f[1600]; ``lanes[x][y]`` as in the specification."""
    feedback = 1
    for _ in range(24):
        # theta
        column = [lane[0] ^ lane[1] ^ lane[2] ^ lane[3] ^ lane[4] for lane in lanes]
        mix = [column[x - 1] ^ _rotated(column[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lane ^ mix[x] for lane in lanes[x]] for x in range(5)]
        # rho and pi
        x, y = 1, 0
        current = lanes[x][y]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _rotated(current, (step + 1) * (step + 2) // 2)
        # chi
        lanes = [[lanes[x][y] ^ (~lanes[(x + 1) % 5][y] & lanes[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
        # iota: the round constant comes bit by bit out of a shift register
        for bit in range(7):
            feedback = (feedback << 1) ^ (0x171 if feedback & 0x80 else 0)
            if feedback & 2:
                lanes[0][0] ^= 1 << ((1 << bit) - 1)
    return lanes


def _rotated(lane: int, places: int) -> int:
    places %= 64
    return ((lane << places) | (lane >> (64 - places))) & _LANE
