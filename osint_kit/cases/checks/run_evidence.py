"""A run's evidence: every record is whole, and matches its digest."""

from osint_kit.cases import warc
from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.seal import EVIDENCE


def check(run: RunChecking) -> None:
    """Go through all records; their ids are what findings may cite."""
    path = run.folder / EVIDENCE
    if not run.is_sealed or not is_plain(path):
        return
    try:
        with path.open("rb") as stream:
            for record in warc.read_records(stream, blocks=False):
                if record.id in run.records:
                    run.problem(f"/{EVIDENCE}: the record id {record.id} is used twice")
                run.records.add(record.id)
    except warc.WarcError as error:
        run.problem(f"/{EVIDENCE}: {error}")
    except OSError as error:
        run.problem(f"/{EVIDENCE} cannot be read: {error.strerror}")
