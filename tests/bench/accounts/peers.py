"""Sherlock and Maigret from the package index, each in a venv of its own, their engines pointed at the range."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.accounts.sites import Site

SHERLOCK = """
import json, sys
from sherlock_project.notify import QueryNotify
from sherlock_project.sherlock import sherlock
data = json.load(open(sys.argv[1], encoding="utf-8"))
found = sherlock(sys.argv[2], data, QueryNotify(), timeout=20)
print(json.dumps({name: str(result["status"].status) for name, result in found.items()}))
"""
MAIGRET = """
import asyncio, json, logging, sys
from maigret import checking
from maigret.sites import MaigretDatabase
database = MaigretDatabase().load_from_path(sys.argv[1])
logger = logging.getLogger("maigret")
logger.setLevel(logging.CRITICAL)
work = checking.maigret(sys.argv[2], database.ranked_sites_dict(), logger, timeout=20, no_progressbar=True)
found = asyncio.run(work)
print(json.dumps({name: str(result["status"].status) for name, result in found.items()}))
"""
SCRIPTS = {"sherlock-project": SHERLOCK, "maigret": MAIGRET}
STATES = {"claimed": "found", "available": "absent"}


def python_of(package: str, folder: Path) -> Path:
    """The Python of a venv that holds a peer; made on first use."""
    venv = folder / package
    python = venv / "bin" / "python"
    if not (venv / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", package], check=True, stderr=subprocess.DEVNULL)
        (venv / "ready").touch()
    return python


def data_for(package: str, sites: list[Site], port: int) -> dict[str, object]:
    """The rules of the range in a peer's own form, with all that this form can hold of them."""
    if package == "maigret":
        return {"sites": {site.name: _maigret(site, port) for site in sites}, "engines": {}, "tags": ["social"]}
    return {site.name: _sherlock(site, port) for site in sites}


def states(package: str, output: str) -> dict[str, str]:
    """What a peer said of each site."""
    said = json.loads(output.strip().splitlines()[-1])
    return {name: STATES.get(word.lower(), "unclear") for name, word in said.items()}


def _sherlock(site: Site, port: int) -> dict[str, object]:
    home = f"http://127.0.0.1:{port}/{site.name}"
    return {
        "url": home + site.look.path,
        "urlMain": home,
        "errorType": "message",
        "errorMsg": site.look.m_string,
        "username_claimed": f"known{site.number}",
    }


def _maigret(site: Site, port: int) -> dict[str, object]:
    home = f"http://127.0.0.1:{port}/{site.name}"
    return {
        "url": home + site.look.path.replace("{}", "{username}"),
        "urlMain": home,
        "checkType": "message",
        "presenseStrs": [site.look.e_string.replace("{account}", "{username}")],
        "absenceStrs": [site.look.m_string],
        "usernameClaimed": f"known{site.number}",
        "usernameUnclaimed": "noonewouldeverusethis7",
        "tags": ["social"],
    }
