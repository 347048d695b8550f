"""A run's evidence: every record is whole, and matches its digest."""

import os
from pathlib import Path

from osint_kit.cases import warc
from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.seal import EVIDENCE, FINDINGS

UNWRITTEN = bytes(8)
"""Where a record ends stand the checksum and the size of what was packed, which are not both zero (RFC 1952)."""


def check(run: RunChecking) -> None:
    """Go through all records; their ids are what findings may cite.

    Without a seal, a last record that is cut off or ends in zeros is what a kill or a loss of power leaves.
    """
    path, findings = run.folder / EVIDENCE, run.folder / FINDINGS
    try:
        run.written = findings.stat().st_size if is_plain(findings) else 0
        if not is_plain(path):
            return
        with path.open("rb") as stream:
            for record in warc.read_records(stream, blocks=False):
                if record.id in run.records:
                    run.problem(f"/{EVIDENCE}: the record id {record.id} is used twice")
                run.records.add(record.id)
    except warc.WarcError as error:
        if not run.is_sealed and (isinstance(error, warc.TornRecord) or _ends_in_zeros(path)):
            run.note(f"/{EVIDENCE}: {error}, as an interruption leaves it")
        else:
            run.problem(f"/{EVIDENCE}: {error}")
    except OSError as error:
        run.problem(f"/{EVIDENCE} cannot be read: {error.strerror}")


def _ends_in_zeros(path: Path) -> bool:
    """Whether the end of a file was never written, though the system had made room for it."""
    with path.open("rb") as stream:
        stream.seek(-min(len(UNWRITTEN), path.stat().st_size), os.SEEK_END)
        return stream.read() == UNWRITTEN
