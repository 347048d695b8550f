"""Quiet from the first day: who may open sockets, what start-up loads, and that it asks nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Osint

ROOT = Path(__file__).parent.parent
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "PySocks",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "socks",
    "ssl",
    "telnetlib",
    "urllib3",
    "xmlrpc",
}
NETWORK_PARTS = {"dns.asyncquery", "dns.asyncresolver", "dns.query", "dns.resolver", "urllib.request"}
HEAVY = ("requests", "dns", "whois", "urllib3", "ssl", "rich", "tldextract", "cryptography")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("import_module", "__import__"):
            names.update(str(item.value) for item in node.args if isinstance(item, ast.Constant))
    return names


def test_only_gateway_and_exercises_know_the_network() -> None:
    files = [
        *(ROOT / "osint_kit").glob("*.py"),
        *(ROOT / "osint_kit").glob("*/*.py"),
        *(ROOT / "commands").glob("*.py"),
    ]
    assert len(files) > 60
    for path in files:
        if path.parent.name in ("gateway", "exercises"):
            continue
        names = imported(path)
        assert not {name.split(".")[0] for name in names} & NETWORK, path
        assert not names & NETWORK_PARTS, path


WATCH = """
import sys, traceback
ROOMS = ("/osint_kit/gateway/", "/osint_kit/exercises/")
def watch(event, args):
    if event in ("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"):
        places = [frame.filename.replace("\\\\", "/") for frame in traceback.extract_stack()]
        if not any(room in place for place in places for room in ROOMS):
            sys.stderr.write(f"SOCKET {event} {args}\\n")
            sys.stderr.flush()
sys.addaudithook(watch)
from osint_kit.__main__ import main
main()
"""


def watched(osint: Osint, *words: str, program: str = WATCH) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=osint.folder,
        env=osint.environment(),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "line",
    [
        ["domain", "resolve", "island-jobs.example"],
        ["domain", "whois", "island-jobs.example"],
        ["link", "expand", "https://bit.ly/island-jobs-2026"],
        ["account", "find", "sefajobs679"],
        ["profile", "build", "@sefajobs679", "+6799991234"],
    ],
)
def test_sockets_are_opened_by_the_gateway_alone(trained: Osint, line: list[str]) -> None:
    done = watched(trained, *line)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"SOCKET" not in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        ["--version"],
        ["--help"],
        ["phone", "normalise", "+6799991234"],
        ["domain", "parse", "a.example.com"],
        ["source", "list"],
        ["doctor"],
        ["domain", "resolve", "example.com", "--plan"],
        ["domain", "lookalikes", "example.com", "--offline"],
        ["profile", "build", "@sefa", "--plan"],
        ["domain", "whois", "example.com", "--offline"],
    ],
)
def test_nothing_is_asked_where_nothing_need_be(osint: Osint, line: list[str]) -> None:
    done = watched(osint, *line, program=WATCH.replace('("/osint_kit/gateway/", "/osint_kit/exercises/")', "()"))
    assert b"SOCKET" not in done.stderr, done.stderr.decode()


LOADED = """
import os, sys
sys.argv[1:] = {line!r}
os._exit = lambda code: None
from osint_kit.__main__ import main
main()
print(*sys.modules)
"""


@pytest.mark.parametrize(
    "line", [["--version"], ["--help"], ["phone", "normalise", "+6799991234"], ["domain", "parse", "a.example.com"]]
)
def test_small_commands_load_nothing_heavy(osint: Osint, line: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(line=line)],
        cwd=osint.folder,
        env=osint.environment(),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.decode().split())
    assert {name.split(".")[0] for name in loaded} & set(HEAVY) == set()
