"""Scenario files that are large, odd, or written to do harm; and ranges under bad circumstances."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.exercises import Range, check_scenario, load_scenario
from tests.conftest import Osint
from tests.exercises.client import Client, running

HEAD = 'title = "T"\nbrief = "B"\nseeds = ["@sefa"]\n'


def write(folder: Path, text: str, name: str = "made-up") -> str:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_hundred_thousand_accounts(tmp_path: Path) -> None:
    handles = ",\n".join(f'"user{number}"' for number in range(100_000))
    path = write(tmp_path, f'{HEAD}[[site]]\nname = "GitHub"\naccounts = [{handles}]\n')
    begun = time.process_time()
    scenario = load_scenario(path)
    with running(scenario, tmp_path) as (_, client):
        assert client.fetch_json("https://api.github.com/users/USER99999")[0] == 200
        assert client.fetch_json("https://api.github.com/users/user100000")[0] == 404
    assert time.process_time() - begun < 20
    doubled = write(tmp_path, f'{HEAD}[[site]]\nname = "GitHub"\naccounts = [{handles}, "User7", "user7"]\n')
    found = check_scenario(doubled)
    assert [(mistake.line, mistake.mistake) for mistake in found] == [
        (100_005, "User7 is there twice"),
        (100_005, "user7 is there twice"),
    ]


def test_as_many_mistakes_as_lines(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "".join(f'[[page]]\nurl = "x{number}"\n' for number in range(5_000)))
    begun = time.process_time()
    found = check_scenario(path)
    assert time.process_time() - begun < 20
    assert [mistake.line for mistake in found] == list(range(5, 10_005, 2))


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "{b=" * 20_000, "[" + "a." * 20_000 + "a]\nb = 1\n"])
def test_what_is_nested_too_deep_is_no_scenario(tmp_path: Path, text: str) -> None:
    for read in (check_scenario, load_scenario):
        with pytest.raises(UsageError, match="nested more than"):
            read(write(tmp_path, text))


@pytest.mark.parametrize(
    "tables",
    [
        '[[site]]\nname = "X"\nurl = "https://x.example/{account}"\n[site.found]\njson = \''
        + "[" * 5_000
        + "]" * 5_000
        + "'",
        '[[domain]]\nname = "x.example"\nwhois = { created = "99999 years before the start" }',
        '[[domain]]\nname = "' + "a." * 200 + 'example"',
        '[[page]]\nurl = "https://x.example/\\u0000"',
        '[[short_link]]\nurl = "https://bit.ly/x"\ntarget = "https://x.example/\\r\\nSet-Cookie: a"',
        'files = ["/etc/passwd", "..", ".", "\\u0000", "con"]',
        "minutes = 99999999999999999999999999999",
        "starts = 12:00:00",
        "starts = 0001-01-01\n[[domain]]\nname = 'x.example'\nwhois = { created = '1 day before the start' }",
        "trouble = []",
        "person = { name = 'x' }",
        "[[question]]\nask = 'x'\nanswers = []",
    ],
)
def test_odd_values_are_mistakes_and_never_a_crash(tmp_path: Path, tables: str) -> None:
    found = check_scenario(write(tmp_path, HEAD + tables + "\n"))
    assert found, tables


def test_escapes_in_a_scenario_and_in_a_request_do_not_reach_the_terminal(osint: Osint) -> None:
    write(osint.folder, HEAD.replace('"B"', '"B\\u001b[2Jx"') + '[[page]]\nurl = "http://x.example/"\n')
    process = subprocess.Popen(
        [sys.executable, "-m", "osint_kit", "exercise", "start", "made-up.toml"],
        cwd=osint.folder,
        env=osint.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    world = Path(process.stdout.readline().decode().strip())
    client = Client(world)
    with client.dial("*:80") as plain:
        plain.sendall(b"GET /\x1b[31mred\x07 HTTP/1.1\r\nHost: x\x1b.example\r\nConnection: close\r\n\r\n")
        plain.recv(4096)
    with client.dial("whois.iana.org:43") as plain:
        plain.sendall(b"\x1b]0;title\x07\r\n")
        plain.recv(4096)
    time.sleep(0.3)
    process.terminate()
    said = process.communicate(timeout=20)[1]
    assert b"red" in said
    assert b"\x1b" not in said
    assert b"\x07" not in said


SAME = """
import hashlib, json, sys, tempfile
from pathlib import Path
from osint_kit.exercises import Range, load_scenario
from osint_kit.exercises.handout import handout
from osint_kit.exercises.hosts import assign
from tests.exercises.client import Client
scenario = load_scenario(sys.argv[1])
told = {}
with tempfile.TemporaryDirectory() as folder, Range(scenario) as serving:
    client = Client(serving.write_world(Path(folder)))
    for host in sorted(assign(scenario)):
        for type_ in ("A", "AAAA", "MX", "NS", "TXT", "SOA"):
            answer = client.resolve(host, type_)
            answer.id = 0
            told[f"dns {host} {type_}"] = answer.to_wire(want_shuffle=False).hex()
        told[f"whois {host}"] = client.whois("whois.iana.org", host) + client.whois("whois.nic.example", host)
    urls = [page.url for page in scenario.pages] + [link.url for link in scenario.links]
    urls += [site.url.replace("{account}", who) for site in scenario.sites for who in ("sefajobs679", "nobody")]
    urls += ["https://crt.sh/?q=island-jobs.example&output=json", "https://web.archive.org/cdx/search/cdx?url=island-jobs.example"]
    for url in urls:
        answer = client.fetch(url)
        told[url] = [answer.status, sorted((k, v) for k, v in answer.headers.items() if k != "Date"), answer.data.hex()]
told["handout"] = {name: body.hex() for name, body in handout(scenario).items()}
print(json.dumps(told, sort_keys=True))
"""


def test_the_same_scenario_is_the_same_world_to_the_byte_in_any_zone_and_process(tmp_path: Path) -> None:
    outputs = []
    for seed, zone in (("1", "Pacific/Fiji"), ("77", "America/Caracas")):
        done = subprocess.run(
            [sys.executable, "-c", SAME, "island-jobs"],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        outputs.append(done.stdout)
    assert len(json.loads(outputs[0])) > 100
    assert hashlib.sha256(outputs[0]).digest() == hashlib.sha256(outputs[1]).digest()


@pytest.mark.skipif(os.name == "nt", reason="TZ is not honoured there")
def test_relative_dates_do_not_depend_on_the_zone_of_the_machine(tmp_path: Path) -> None:
    tables = '[[domain]]\nname = "x.example"\nwhois = { created = "3 days before the start" }\n'
    path = write(tmp_path, HEAD + tables)
    program = f"from osint_kit.exercises import load_scenario; print(load_scenario({path!r}).domains[0].whois.created)"
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("UTC", "Pacific/Fiji", "Pacific/Apia", "America/Caracas")
    }
    assert len(told) == 1
    assert told.pop().strip().endswith("00:00:00+00:00")


def test_a_port_that_is_taken_is_said_plainly_and_nothing_stays_open() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            Range(load_scenario("island-jobs"), class_port=port).start()
    assert f"port {port} of 127.0.0.1 is taken by another program" in caught.value.message


def test_an_address_that_is_none_of_this_machine() -> None:
    with pytest.raises(UsageError, match="is no address of this machine"):
        Range(load_scenario("island-jobs"), address="203.0.113.77", class_port=0).start()
