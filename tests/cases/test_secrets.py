"""Secrets of the operator never reach a case; evidence is capped by the run's budget, and says where it was cut."""

import gzip
import json
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import fastwarc.warc
import pytest
import warcio.archiveiterator

from osint_kit.cases.case import open_case
from osint_kit.cases.evidence import EvidenceFile
from osint_kit.cases.run import open_run
from osint_kit.exercises import Range
from osint_kit.gateway import Gateway, open_world
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import HttpRequest
from osint_kit.gateway.failures import Failure
from osint_kit.gateway.network import Network
from osint_kit.gateway.world_file import read_world_file
from osint_kit.reach import Reach
from tests.cases.conftest import dns_exchange, http_exchange, whois_exchange
from tests.conftest import Osint

SECRET = "hunter2-a-secret"
HEADERS = ("Authorization", "Cookie", "X-Api-Key", "Api-Key", "X-Auth-Token", "Proxy-Authorization")


def unpacked(folder: Path) -> bytes:
    """All bytes of a case, its evidence unpacked."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"".join(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files)


def test_keys_and_cookies_of_the_operator_are_left_out(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case()
    case = open_case(folder)
    with open_run(case, "x", {}, "Ana", "island-jobs", True, Reach.PLATFORM, {}) as run:
        gateway = Gateway(open_world(island_jobs[1]), Reach.PLATFORM, run)
        headers = tuple((name, SECRET) for name in HEADERS)
        gateway.http(HttpRequest("https://bit.ly/island-jobs-2026", Reach.PLATFORM, "test", headers=headers))
    data = unpacked(folder)
    assert SECRET.encode() not in data
    for name in HEADERS:
        assert f"{name}: (left out)".encode() in data


def test_the_password_of_a_proxy_is_in_no_file(trained: Osint) -> None:
    folder = trained.new_case()
    proxy = f"http://ana:{SECRET}@127.0.0.1:9"
    done = trained("link", "expand", "https://bit.ly/island-jobs-2026", "--proxy", proxy, "--case", str(folder))
    assert SECRET not in done.out + done.err
    assert SECRET.encode() not in unpacked(folder)


@pytest.mark.parametrize("budget", ["3 requests", "2kB"])
def test_a_budget_caps_the_evidence_and_is_named_in_it(trained: Osint, budget: str) -> None:
    folder = trained.new_case()
    trained("account", "find", "--budget", budget, "sefajobs679", "--case", str(folder))
    (path,) = folder.glob("runs/*/evidence.warc.gz")
    with path.open("rb") as stream:
        records = list(warcio.archiveiterator.ArchiveIterator(stream, no_record_parse=True, check_digests="raise"))
        assert records
    failures = [
        json.loads(record.reader.read())
        for record in fastwarc.warc.ArchiveIterator(BytesIO(path.read_bytes()), parse_http=False)
        if record.headers["WARC-Type"] == "metadata"
    ]
    assert any(failure["failure"] == "budget" for failure in failures)


def test_an_answer_that_was_cut_says_so(tmp_path: Path) -> None:
    with EvidenceFile(tmp_path / "x.warc.gz") as evidence:
        for exchange in (http_exchange(failure="limit"), http_exchange(failure="timeout"), dns_exchange()):
            evidence.keep(exchange)
        evidence.keep(whois_exchange())
    records = list(fastwarc.warc.ArchiveIterator(BytesIO((tmp_path / "x.warc.gz").read_bytes()), parse_http=False))
    cut = [record.headers["WARC-Truncated"] for record in records if "WARC-Truncated" in record.headers]
    assert cut == ["length", "time"]


def test_what_was_left_on_the_wire_is_noted(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case()
    with open_run(open_case(folder), "x", {}, "Ana", "island-jobs", True, Reach.PLATFORM, {}) as run:
        world = Network(read_world_file(island_jobs[1]), caps=Caps(bytes=60))
        gateway = Gateway(world, Reach.PLATFORM, run)
        with suppress(Failure):
            gateway.http(HttpRequest("https://bit.ly/island-jobs-2026", Reach.PLATFORM, "t"))
    data = unpacked(folder)
    assert b"left on the wire after 60 bytes" in data or b"WARC-Truncated: length" in data


def test_what_environment_and_configuration_hold_is_neither_sent_nor_kept(trained: Osint) -> None:
    folder = trained.new_case()
    home = trained.folder / SECRET
    home.mkdir()
    (home / ".netrc").write_text(f"default login ana password {SECRET}\n")
    (home / "words.toml").write_text("")
    config = home / "config.toml"
    config.write_text(f'operator = "Ana Vuki"\nunit = "CID"\nflag_words = "{(home / "words.toml").as_posix()}"\n')
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    extra = dict.fromkeys(names, f"http://ana:{SECRET}@127.0.0.1:9")
    extra |= {"HOME": str(home), "OSINT_CONFIG": str(config), "GITHUB_TOKEN": SECRET, "OSINT_OPERATOR": ""}
    done = trained("link", "expand", "https://bit.ly/island-jobs-2026", "--case", str(folder), extra=extra)
    assert done.code == 0, done.err
    done = trained("account", "find", "sefajobs679", "--case", str(folder), extra=extra)
    assert done.code == 0, done.err
    data = unpacked(folder)
    assert b"bit.ly" in data
    assert b"Ana Vuki" in data
    assert SECRET.encode() not in data


def test_a_token_in_the_configuration_is_refused_without_being_shown(trained: Osint) -> None:
    folder, config = trained.new_case(), trained.folder / "config.toml"
    config.write_text(f'api_token = "{SECRET}"\n')
    extra = {"OSINT_CONFIG": str(config), "OSINT_OPERATOR": ""}
    done = trained("link", "expand", "https://bit.ly/island-jobs-2026", "--case", str(folder), extra=extra)
    assert done.code == 2
    assert "api_token" in done.err
    assert SECRET not in done.out + done.err
