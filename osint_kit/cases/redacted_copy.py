"""A redacted copy of a case, to hand over; the case itself stays as it is."""

import shutil
from pathlib import Path

from osint_kit.cases import derived, redaction
from osint_kit.cases.case import LOCK as CASE_LOCK
from osint_kit.cases.case import Case, open_case
from osint_kit.cases.files import replace, sync_folder, trouble
from osint_kit.cases.seal import EVIDENCE, FINDINGS, LOCK
from osint_kit.cases.withholding import Withholding
from osint_kit.errors import UsageError


def copy_redacted(case: Case, copy: Path, what: Withholding, operator: str, role: str, reason: str) -> redaction.Done:
    """Make a copy that never held what is withheld; it gets its name when it is whole. The caller holds the lock.

    Raises `UsageError` where there is something of that name, or it would lie within the case.
    """
    copy = copy.absolute()
    if copy.exists():
        raise UsageError(f"{copy} exists already", "name a folder that does not exist yet with --copy")
    if copy.resolve().is_relative_to(case.folder):
        raise UsageError(f"{copy} would lie within the case", "name a folder outside of it with --copy")
    part = copy.with_name(f".{copy.name}.part")
    cut = {one.folder for one in what.cuts}

    def left_out(folder: str, names: list[str]) -> list[str]:
        here = Path(folder)
        if here == case.folder:
            return [name for name in names if name in (*derived.FOLDERS, CASE_LOCK) or name.endswith(".tmp")]
        of_cut_run = (FINDINGS, EVIDENCE) if here in cut else ()
        return [name for name in names if name == LOCK or name in of_cut_run or name.endswith((".tmp", redaction.NEW))]

    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(case.folder, part, ignore=left_out)
        done = redaction.redact_into(case, open_case(part), what, operator, role, reason)
        replace(part, copy)
        sync_folder(copy.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise trouble(error, copy) from error
    return done
