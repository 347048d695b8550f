"""A source of another package obeys what binds the kit's own: reach, and the record of all that it asks."""

import json
import re
from pathlib import Path

from tests.conftest import Osint

PAGE = Path(__file__).parents[2] / "docs" / "add-a-source.md"
FILES = dict(
    re.findall(r"^<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
ENTRY = "[osint_kit.sources]\nnumber-reports = number_reports:NumberReports\n"


def installed(osint: Osint) -> dict[str, str]:
    """The package of docs/add-a-source.md, as pip would lay it out; the environment that finds it."""
    target = osint.folder / "plugins"
    info = target / "number_reports-1.0.dist-info"
    info.mkdir(parents=True)
    (target / "number_reports.py").write_text(FILES["number-reports/number_reports.py"], "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: number-reports\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(ENTRY, "utf-8")
    (osint.folder / "try-it.toml").write_text(FILES["try-it.toml"], "utf-8")
    return {"PYTHONPATH": str(target)}


def build(osint: Osint, *more: str) -> tuple[str, list[dict[str, object]]]:
    """A profile in a case of the page's exercise: what was said on stderr, and the findings of the plug-in."""
    extra = installed(osint)
    words = ["case", "new", "case", "--title", "T", "--purpose", "P", "--authority", "A"]
    exercise = ["exercise", "exec", "try-it.toml", "--", "osint"]
    assert osint(*exercise, *words, extra=extra).code == 0
    done = osint(*exercise, "profile", "build", "+6799991234", "--case", "case", *more, extra=extra)
    files = (osint.folder / "case/runs").glob("*/findings.ndjson")
    found = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return done.err, [item for item in found if item["source"] == "number-reports"]


def test_what_it_asks_is_on_record(osint: Osint) -> None:
    _, found = build(osint)
    assert [item["property"] for item in found] == ["reports", "reported_name"]
    assert all(item["evidence"] and item["reach"] == "platform" for item in found)
    assert osint("case", "verify", "case").code == 0


def test_its_reach_binds_it(osint: Osint) -> None:
    said, found = build(osint, "--reach", "registry")
    assert found == []
    assert "number-reports about +6799991234: needs reach platform" in said


def test_it_stands_among_the_sources(osint: Osint) -> None:
    extra = installed(osint)
    done = osint("source", "list", "-f", "json", extra=extra)
    assert json.loads(done.out)[-2]["name"] == "number-reports", done.out[-500:]
    shown = json.loads(osint("source", "show", "number-reports", "-f", "json", extra=extra).out)
    assert shown[0]["documentation"] == "https://reports.example/api"
