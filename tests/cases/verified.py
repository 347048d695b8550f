"""What does not hold in a case, as the kit and the script for Python alone both say."""

import re
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from osint_kit.cases.verify import verify
from osint_kit.commands import verify_case


def problems(folder: Path, head: str | None = None) -> tuple[str, ...]:
    """What does not hold; the script that needs nothing but Python must say the same."""
    seen = verify(folder, head).problems
    assert where(by_script(folder, head)) == where(seen)
    return seen


def where(texts: Iterable[str]) -> list[str]:
    """Messages in order; of a broken record either may notice another trace first."""
    return sorted(re.sub("(evidence.warc.gz: ).*", r"\1…", text) for text in texts)


def by_script(folder: Path, head: str | None = None) -> list[str]:
    verify_case.problems.clear()
    verify_case.notes.clear()
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        code = verify_case.main([str(folder), *([head] if head else [])])
    assert code == (4 if verify_case.problems else 0)
    return list(verify_case.problems)
