"""`osint case replay`, from outside: every command that keeps findings, derived again from its evidence alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Osint

LINK = "https://bit.ly/island-jobs-2026"
COMMANDS = {
    "phone normalise": ["--region", "FJ", "999 1234 / 998 7654", "+678 591 2345", "not a number"],
    "phone explain": ["--region", "VU", "591 2345"],
    "phone extract": ["--region", "FJ", "advert.txt", "chat.txt"],
    "domain parse": ["--suffix-list", "suffixes.dat", "--known", "owners.txt", "apply.island-jobs.example"],
    "domain resolve": ["--type", "A", "--type", "MX", "island-jobs.example", "no-such.example"],
    "domain whois": ["island-jobs.example", "hiring-fiji.example"],
    "domain certs": ["island-jobs.example"],
    "domain history": ["island-jobs.example"],
    "domain lookalikes": ["island-jobs.example"],
    "domain show": ["island-jobs.example"],
    "link decode": ["https://www.google.com/url?q=https%3A%2F%2Fisland-jobs.example&ved=x"],
    "link expand": [LINK, "https://is.gd/loop1", "http://10.0.0.5/"],
    "account find": ["--variants", "sefajobs679"],
    "profile build": ["+6799991234", LINK, "@sefajobs679", "--name", "Island Jobs recruiter", "--depth", "1"],
}


def replayed(osint: Osint, folder: Path, *words: str) -> list[dict[str, Any]]:
    """What a replay says, in no world and with the range out of reach."""
    done = Osint(osint.folder)("case", "replay", str(folder), "-f", "json", *words)
    assert done.code in (0, 1), done.err
    assert "Traceback" not in done.err
    return json.loads(done.out)  # type: ignore[no-any-return]


@pytest.fixture
def files(trained: Osint) -> None:
    (trained.folder / "advert.txt").write_text("Call 999 1234 or (679) 998-7654 today, ask for Sefa, 2026")
    (trained.folder / "chat.txt").write_text("[1/2/26, 10:00] Sefa: +678 591 2345")
    (trained.folder / "suffixes.dat").write_text(
        "// VERSION: 2026-01-01\n// ===BEGIN ICANN DOMAINS===\nexample\n// ===END ICANN DOMAINS===\n"
    )
    (trained.folder / "owners.txt").write_text("island-job.example\n")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_comes_out_the_same(trained: Osint, command: str) -> None:
    folder = trained.new_case()
    done = trained(*command.split(), *COMMANDS[command], "--case", str(folder))
    assert done.code in (0, 1), done.err
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    differences = replayed(trained, folder, "--findings")
    assert differences == []
    (row,) = replayed(trained, folder)
    assert row["findings"] == row["same"] > 0
    assert (row["problem"], row["new"]) == (None, 0)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
