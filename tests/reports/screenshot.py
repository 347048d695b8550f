"""Make the picture of a report that README and docs show: ``python -m tests.reports.screenshot OUT.png``.

The exercise of the demo is played in a folder of its own, a report written, and the window of a Chromium saved.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.reports.browser import browser

WIDTH, HEIGHT = 1400, 1490


def main(out: Path) -> None:
    """Play the demo, write the report, save the picture; at most 250 KB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "OSINT_OPERATOR": "Ana Vuki", "OSINT_CONFIG": str(folder / "none.toml")}
        osint = [sys.executable, "-m", "osint_kit"]

        def run(*words: str) -> None:
            subprocess.run([*osint, *words], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

        run("demo", "--into", "demo")
        (case,) = (folder / "demo").iterdir()
        (report,) = (case / "reports").iterdir()
        with browser(folder / "chromium") as chromium:
            chromium.open(report, WIDTH, HEIGHT)
            chromium.picture(out)
    assert out.stat().st_size < 250_000, "too large for the repository"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
