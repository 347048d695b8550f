"""The records of a case's evidence, each with its hash: what a finding rests on can be found by its id."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from osint_kit.cases import warc
from osint_kit.cases.seal import EVIDENCE


@dataclass(frozen=True)
class Kept:
    """One record: its id, what kind, when, of which address, by which source, SHA-256 and size of its block."""

    id: str
    run: str
    type: str
    at: str
    target: str
    source: str
    reach: str
    sha256: str
    size: int


def kept_in(folder: Path, wanted: Collection[str]) -> Iterator[Kept]:
    """The records of a run that findings cite. What is torn or damaged ends the list: `osint case verify` names it."""
    path = folder / EVIDENCE
    if not wanted or not path.is_file():
        return
    with path.open("rb") as stream:
        try:
            for record in warc.read_records(stream):
                if record.id in wanted:
                    yield _kept(record, folder.name)
        except warc.WarcError:
            return


def _kept(record: warc.Record, run: str) -> Kept:
    return Kept(
        id=record.id,
        run=run,
        type=record.type,
        at=record.field("WARC-Date"),
        target=record.field("WARC-Target-URI"),
        source=record.field("Osint-Source"),
        reach=record.field("Osint-Reach"),
        sha256=record.field("WARC-Block-Digest").removeprefix("sha256:"),
        size=len(record.block),
    )
