"""Made-up names, numbers and pictures for generated scenarios: the same for the same dice, and of nobody."""

import hashlib
import random
import struct
import zlib
from collections.abc import Callable

FIRST = ("Sefa", "Mere", "Tomasi", "Litia", "Iosefo", "Ana", "Salote", "Willie", "Leitau", "Jonah", "Vani")
MIDDLE = ("vu", "na", "lo", "ke", "mo", "ti", "ra", "su", "ba", "wai", "tau", "ve", "koro", "lima", "sao", "pele")
WORDS = (
    "island pacific reef palm lagoon harbour coral sunrise ocean coast garden market bula tanna vale wharf cargo travel"
    " hotel labour star gold visa future bridge anchor canoe mango kava tide"
).split()
SHORTENERS = ("bit.ly", "tinyurl.com", "is.gd")
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Inventor:
    """Invents things from one stream of dice; no name, handle, number or word is given twice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._given: set[str] = set()
        self._numbers = iter(dice.sample(range(10_000), 10_000))

    def name(self) -> str:
        """A first and a last name; the last one is made of syllables and belongs to nobody we know of."""
        return self._new(lambda: f"{self.dice.choice(FIRST)} {''.join(self._some(MIDDLE, 2, 4)).capitalize()}")

    def handle(self, name: str = "") -> str:
        """A handle, like the ``name`` or unlike any."""
        base = name.split()[0].lower() + self.dice.choice(WORDS) if name else "".join(self._some(tuple(WORDS), 2, 2))
        return self._new(lambda: f"{base}{self.dice.randrange(10, 9999)}")

    def phone(self) -> str:
        """A number of the range +679 999, which nobody is given. Raises ``StopIteration`` after 10,000."""
        return f"+679 999 {next(self._numbers):04}"

    def domain(self) -> str:
        """A domain under ``.example`` (RFC 2606)."""
        return self._new(lambda: f"{'-'.join(self._some(tuple(WORDS), 2, 2))}-{self.dice.randrange(10, 99999)}.example")

    def wallet(self) -> str:
        """A Bitcoin address with a right checksum over random bytes: nobody has its key."""
        payload = b"\0" + self.dice.randbytes(20)
        check = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
        number, digits = int.from_bytes(payload + check), ""
        while number:
            number, rest = divmod(number, 58)
            digits = BASE58[rest] + digits
        return "1" + digits

    def short_link(self) -> str:
        """A shortened link that a shortener could have made."""
        return self._new(lambda: f"https://{self.dice.choice(SHORTENERS)}/{''.join(self.dice.choices(BASE58, k=7))}")

    def picture(self) -> bytes:
        """A small PNG of coloured squares (https://www.w3.org/TR/png-3/)."""
        half = [[self.dice.random() < 0.5 for _ in range(4)] for _ in range(8)]
        colour = bytes(self.dice.randrange(40, 200) for _ in range(3))
        rows = b"".join(
            b"\0" + b"".join((colour if on else b"\xff\xff\xff") * 8 for on in (*line, *reversed(line)))
            for line in half
            for _ in range(8)
        )
        chunks = [
            (b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        ]
        framed = (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(framed)

    def _some(self, among: tuple[str, ...], low: int, high: int) -> list[str]:
        return self.dice.sample(among, self.dice.randint(low, high))

    def _new(self, make: Callable[[], str]) -> str:
        while (made := make()) in self._given:
            continue
        self._given.add(made)
        return made
