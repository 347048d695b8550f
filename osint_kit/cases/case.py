"""A case: a folder that says who investigates what with which authority, and holds its runs and its ledger."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from osint_kit.canonical import sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.files import trouble, write_whole
from osint_kit.clock import iso, now
from osint_kit.errors import CaseDamaged, Refused, UsageError
from osint_kit.reach import Reach

FORMAT = 1
CARD = "case.json"
RUNS = "runs"
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
LOCK = "case.lock"
LOCK_SECONDS = 60.0


@dataclass(frozen=True)
class Card:
    """What ``case.json`` says. It is written once; later changes are ledger lines.

    ``scope`` holds rules (``phone``, ``domain:*.example``) and free text; only rules are enforced.
    ``retain_until`` is a date in ISO 8601. ``tlp`` is a marking of FIRST's Traffic Light Protocol 2.0.
    """

    title: str
    purpose: str
    authority: str
    operator: str
    world: str = "internet"
    simulated: bool = False
    unit: str = ""
    jurisdiction: str = ""
    scope: tuple[str, ...] = ()
    max_reach: str = Reach.TARGET.word
    retain_until: str = ""
    tlp: str = "AMBER"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: str = field(default_factory=lambda: iso(now()))
    format: int = FORMAT


@dataclass(frozen=True)
class Case:
    """An open case. ``folder`` is absolute; ``card_sha256`` is the hash of ``case.json`` as it stands."""

    folder: Path
    card: Card
    card_sha256: str

    @property
    def max_reach(self) -> Reach:
        """The ceiling that the case sets on every run in it."""
        return Reach.of(self.card.max_reach)

    def head(self) -> str:
        """The hash of the newest ledger line, for the notebook. Raises `CaseDamaged`."""
        return list(self.entries())[-1].hash

    def entries(self) -> Iterator[ledger.Entry]:
        """The ledger's lines, the chain checked. Raises `CaseDamaged`."""
        data = read_bytes(self.folder / ledger.NAME)
        if not data:
            raise CaseDamaged(f"{ledger.NAME} is empty")
        return ledger.read_entries(data)

    def must_belong_to(self, world: str, simulated: bool) -> None:
        """Raise `Refused` unless the case was made in the world of this name."""
        if (self.card.world, self.card.simulated) != (world, simulated):
            raise Refused(
                f"this case belongs to the world '{self.card.world}', and this command runs in '{world}'",
                "use the world the case was made in (--world or OSINT_WORLD), or make a new case with 'osint case new'",
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the case's lock, for one ledger line or a recovery. Raises `UsageError` when it stays taken."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / LOCK, timeout=LOCK_SECONDS):
                yield
        except Timeout as error:
            raise UsageError(
                f"another command has held the case {self.folder} for over a minute",
                "wait for it, or end it, and try again",
            ) from error


def new_case(folder: Path, card: Card) -> Case:
    """Make a case folder. Raises `UsageError` where there is a case already or the folder cannot be made."""
    _check(card)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty", "choose a folder that does not exist yet")
        (folder / RUNS).mkdir()
        data = json.dumps(asdict(card), indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        write_whole(folder / CARD, data)
        ledger.append(folder, card.operator, ledger.CASE_NEW, CARD, sha256_hex(data))
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{folder} is a file", "choose a folder that does not exist yet") from error
    except OSError as error:
        raise trouble(error, folder) from error
    return open_case(folder)


def open_case(folder: Path) -> Case:
    """Open a case folder for reading. Raises `UsageError` for none or a newer one, `CaseDamaged` for a broken one.

    Its card is only believed where the ledger's first line vouches for it.
    """
    path = folder / CARD
    if not path.is_file():
        if (folder / ledger.NAME).exists():
            raise CaseDamaged(f"{CARD} is missing from {folder}")
        raise UsageError(f"no case in {folder}", "make one with 'osint case new DIR', or name one with --case DIR")
    data = read_bytes(path)
    try:
        values = json.loads(data)
        version = values["format"]
        if not isinstance(version, int):
            raise TypeError("format is no number")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CaseDamaged(f"{path} is not readable: {error}", f"run 'osint case verify --case {folder}'") from error
    _must_be_the_card_of(folder, data)
    if version > FORMAT:
        raise UsageError(
            f"the case {folder} has format {version}, and this program knows formats up to {FORMAT}",
            "use a newer osint-kit for this case",
        )
    try:
        card = Card(**{**values, "scope": tuple(values["scope"])})
        Reach.of(card.max_reach)
    except (KeyError, TypeError, AttributeError) as error:
        raise CaseDamaged(f"{path} is no case card: {error}", f"run 'osint case verify --case {folder}'") from error
    return Case(folder.resolve(), card, sha256_hex(data))


def find_case(start: Path) -> Path | None:
    """The case folder that ``start`` is or lies in, if any."""
    start = start.resolve()
    around = (start, *start.parents)
    return next((folder for folder in around if (folder / CARD).is_file() or (folder / ledger.NAME).is_file()), None)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of the case. Raises `CaseDamaged` where it is missing, `UsageError` where it is closed."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise CaseDamaged(f"{path.name} is missing from {path.parent}") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "check the rights of the file") from error


def _must_be_the_card_of(folder: Path, data: bytes) -> None:
    first = ledger.first_entry(read_bytes(folder / ledger.NAME))
    if (first.action, first.sha256) != (ledger.CASE_NEW, sha256_hex(data)):
        raise CaseDamaged(
            f"{CARD} is not the one that the ledger's first line names", f"run 'osint case verify {folder}'"
        )


def _check(card: Card) -> None:
    for name in ("title", "purpose", "authority"):
        if not getattr(card, name).strip():
            raise UsageError(f"a case needs a {name}", f'give it with --{name} "…"')
    if card.tlp not in TLP:
        raise UsageError(f"'{card.tlp}' is no TLP marking", f"use one of {', '.join(TLP)}")
    if card.retain_until:
        try:
            date.fromisoformat(card.retain_until)
        except ValueError as error:
            raise UsageError(f"'{card.retain_until}' is no date", "write --retain-until as YYYY-MM-DD") from error
