"""`account sites`: lists are imported, travel, are tried against real sites, and are brought up to date."""

import json
import os
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme

from osint_kit.canonical import Json, sha256_hex
from tests.conftest import Osint
from tests.gateway.conftest import server_context
from tests.gateway.servers import DnsServer, Server, answering, hang_up, ok, zone

FILES = Path(__file__).parents[1] / "accounts" / "files"
THREE = tuple(str(FILES / f"{name}.json") for name in ("whatsmyname", "sherlock", "maigret"))


def rule(name: str, **more: Json) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "name": name,
        "uri_check": f"http://{name}.example/{{account}}",
        "e_code": 200,
        "e_string": 'class="card"',
        "m_code": 404,
        "m_string": "nobody",
        "known": ["ana"],
        "cat": "social",
    }
    return fields | more


def write(osint: Osint, *rules: dict[str, Json], name: str = "rules.json") -> str:
    (osint.folder / name).write_text(json.dumps({"sites": list(rules)}, indent=1), "utf-8")
    return name


def rows(osint: Osint, *words: str, code: int = 0) -> list[dict[str, Any]]:
    done = osint("account", "sites", *words, "-f", "json")
    assert done.code == code, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_import_reports_each_rule_with_its_line(osint: Osint) -> None:
    done = osint("account", "sites", "import", *THREE, "-f", "json", "-o", "list.json")
    assert done.code == 1  # some were refused
    report = json.loads(done.out)
    refused = {row["site"]: row for row in report if row["result"] == "refused"}
    lines = (FILES / "sherlock.json").read_text("utf-8").splitlines()
    line = lines.index('  "Badregex": {') + 1
    assert refused["Badregex"]["line"] == line
    assert refused["Badregex"]["problem"].startswith(f"sherlock.json, line {line}: regexCheck")
    assert {row["result"] for row in report} == {"taken", "not valid", "covered", "refused"}
    made = json.loads((osint.folder / "list.json").read_text("utf-8"))
    assert {(site["origin"], site["licence"]) for site in made["sites"]} >= {
        ("WhatsMyName", "CC BY-SA 4.0"),
        ("Sherlock", "MIT"),
        ("Maigret", "MIT"),
    }
    assert sha256_hex((osint.folder / "list.json").read_bytes()) in done.err
    assert not (osint.folder / "site-rules").exists()  # with -o nothing is installed


def test_a_list_travels_with_its_hash(osint: Osint) -> None:
    osint("account", "sites", "import", *THREE, "-o", "list.json")
    digest = sha256_hex((osint.folder / "list.json").read_bytes())
    done = osint("account", "sites", "import", "list.json", "--sha256", digest.upper())
    assert done.code == 0, done.err
    sites = {row["site"]: row for row in rows(osint, "list")}
    assert sites["Coral"]["origin"] == "WhatsMyName"
    assert sites["GitHub"]["origin"] == "osint-kit"  # the kit's own stay in front
    data = (osint.folder / "list.json").read_bytes()
    (osint.folder / "list.json").write_bytes(data.replace(b"no such user", b"no such usex"))
    done = osint("account", "sites", "import", "list.json", "--sha256", digest)
    assert done.code == 2
    assert "SHA-256" in done.err


def test_installing_twice_keeps_the_former_list(osint: Osint) -> None:
    osint("account", "sites", "import", THREE[0])
    first = (osint.folder / "site-rules" / "sites.json").read_bytes()
    osint("account", "sites", "import", THREE[0])
    assert not (osint.folder / "site-rules" / "former").exists()
    done = osint("account", "sites", "import", THREE[1])
    (former,) = (osint.folder / "site-rules" / "former").iterdir()
    assert former.read_bytes() == first
    assert former.name in done.err


@pytest.mark.parametrize(
    "words, said",
    [
        (["missing.json"], "cannot be read"),
        ([THREE[0], THREE[1], "--sha256", "0" * 64], "one file"),
        ([THREE[0], "--sha256", "xyz"], "no SHA-256"),
        ([THREE[0], "-o", "list.csv"], "LIST.json"),
        ([str(FILES.parent / "sites.py")], "sites.py"),
        ([str(FILES)], "cannot be read"),
    ],
)
def test_what_cannot_be_imported(osint: Osint, words: list[str], said: str) -> None:
    done = osint("account", "sites", "import", *words)
    assert done.code == 2
    assert said in done.err
    assert not (osint.folder / "site-rules").exists()


def test_a_file_of_bad_rules_installs_nothing(osint: Osint) -> None:
    write(osint, rule("a", e_code="200"), rule("b", uri_check="http://10.0.0.1/{account}"))
    report = rows(osint, "import", "rules.json", code=1)
    assert [row["result"] for row in report] == ["refused", "refused"]
    assert not (osint.folder / "site-rules").exists()


def test_find_says_what_was_left_out_of_a_list(osint: Osint) -> None:
    write(osint, rule("good"), rule("bad", e_code="200"))
    done = osint("account", "find", "sefa", "--sites", "rules.json", "--plan")
    assert done.code == 0, done.err
    assert "rules.json, line 15, site 2 'bad': e_code is no status code; left out" in done.err
    assert "good.example" in done.out


def test_find_works_by_the_installed_list(osint: Osint) -> None:
    write(osint, rule("installed"))
    osint("account", "sites", "import", "rules.json")
    assert "installed.example" in osint("account", "find", "sefa", "--plan").out
    write(osint, rule("named"), name="other.json")
    assert "installed.example" not in osint("account", "find", "sefa", "--plan", "--sites", "other.json").out


def test_the_list_is_filtered(osint: Osint) -> None:
    write(osint, rule("a", region=["FJ", "VU"]), rule("b", cat="dating", origin="Mine"), rule("c", valid=False))
    write(osint, rule("d", m_code=200, e_string="", m_string=""), name="weak.json")

    def sites(*words: str) -> list[str]:
        return [row["site"] for row in rows(osint, "list", "--sites", "rules.json", *words)]

    assert sites() == ["a", "b", "c"]
    assert sites("--category", "DATING") == ["b"]
    assert sites("--region", "vu") == ["a"]
    assert sites("--origin", "mine") == ["b"]
    assert sites("--state", "not valid") == ["c"]
    assert sites("--state", "not tried") == ["a", "b"]
    assert sites("A.EXAMPLE") == ["a"]
    (weak,) = rows(osint, "list", "--sites", "weak.json")
    assert (weak["found_by"], weak["absent_by"], weak["state"]) == ("nothing", "nothing", "not tried live")
    assert weak["list"] == sha256_hex((osint.folder / "weak.json").read_bytes())
    for words in (["--category", "nope"], ["--region", "XX"], ["--origin", "nope"], ["--state", "fine"]):
        assert osint("account", "sites", "list", *words).code == 2


HOST = "raw.githubusercontent.com"


@pytest.fixture
def github(osint: Osint) -> Iterator[tuple[Osint, list[bytes]]]:
    """The one file of the project where it lies; what it holds can be changed, and an empty one hangs up."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(osint.folder / "ca.pem"))
    holds = [b""]

    def script(connection: "ssl.SSLSocket") -> None:
        if not holds[0]:
            hang_up(connection)
            return
        answering(holds[0])(connection)

    with ExitStack() as stack:
        dns = stack.enter_context(DnsServer(zone({HOST: {"A": ["192.0.2.10"]}})))
        server = stack.enter_context(Server(script, server_context(authority, HOST)))  # type: ignore[arg-type]
        lines = [
            'name = "github"',
            f'resolver = "{dns.place}"',
            'ca = "ca.pem"',
            f'connect = {{ "*:443" = "{server.place}" }}',
        ]
        osint.world = osint.folder / "github.toml"
        osint.world.write_text("\n".join(lines), "utf-8")
        yield osint, holds


def published(*rules: dict[str, Json]) -> bytes:
    return ok(json.dumps({"license": ["x"], "sites": list(rules)}).encode())


def test_update_shows_what_changed_and_keeps_the_former(github: tuple[Osint, list[bytes]]) -> None:
    osint, holds = github
    holds[0] = published(rule("a"), rule("b"))
    assert {(row["site"], row["change"]) for row in rows(osint, "update")} == {("a", "added"), ("b", "added")}
    osint("account", "sites", "import", THREE[1])  # Sherlock's take the place of all others but the kit's own
    holds[0] = published(rule("a"), rule("b"))
    rows(osint, "update")
    holds[0] = published(rule("a", m_string="no one", known=["bea"]), rule("c"), rule("bad", e_code=7))
    changes = {row["site"]: row for row in rows(osint, "update", code=1)}
    assert {site: row["change"] for site, row in changes.items()} == {
        "a": "changed",
        "b": "removed",
        "c": "added",
        "bad": "refused",
    }
    assert changes["a"]["fields"] == ["m_string", "known"]
    listed = {row["site"]: row["origin"] for row in rows(osint, "list")}
    assert (listed["a"], listed["GitHub"], listed["Reef"]) == ("WhatsMyName", "osint-kit", "Sherlock")
    assert len(list((osint.folder / "site-rules" / "former").iterdir())) == 3


@pytest.mark.parametrize(
    "answer",
    [b"", ok(b"gone", status="404 Not Found"), ok(b"<html>"), ok(b'{"sites": []}'), published(rule("a"))[:-40]],
)
def test_an_update_that_fails_leaves_the_list(github: tuple[Osint, list[bytes]], answer: bytes) -> None:
    osint, holds = github
    osint("account", "sites", "import", THREE[0])
    before = (osint.folder / "site-rules" / "sites.json").read_bytes()
    holds[0] = answer
    (row,) = rows(osint, "update", code=1)
    assert "the list in use stays" in row["problem"]
    assert (osint.folder / "site-rules" / "sites.json").read_bytes() == before
    assert not (osint.folder / "site-rules" / "former").exists()


def test_the_plan_of_an_update(osint: Osint) -> None:
    (planned,) = rows(osint, "update", "--plan")
    assert (planned["whom"], planned["reach"]) == (HOST, "platform")
    assert osint("account", "sites", "update", "--offline").code == 3


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows have other rights")
def test_a_folder_that_cannot_be_made(osint: Osint) -> None:
    (osint.folder / "site-rules").write_text("in the way", "utf-8")
    done = osint("account", "sites", "import", THREE[0])
    assert done.code == 1
    assert "could not be written" in done.err
