"""`osint domain lookalikes` in the exercise of the demo, and against resolvers that misbehave."""

import json
import socket
from pathlib import Path
from typing import Any

import dns.message
import dns.rcode

from osint_kit.exercises import Range
from tests.conftest import Osint
from tests.gateway.servers import DnsScript, DnsServer, reply

FIELDS = ["input", "domain", "unicode", "change", "registered", "addresses", "mail", "status", "problem"]


def records(osint: Osint, *words: str, code: int = 0, **more: Any) -> list[dict[str, Any]]:
    return osint.records("domain", "lookalikes", *words, code=code, **more)


def in_world(osint: Osint, script: DnsScript, *words: str, code: int = 0) -> list[dict[str, Any]]:
    with DnsServer(script) as server:
        world = osint.folder / "world.toml"
        world.write_text(f'name = "test"\nresolver = "{server.place}"\n[connect]\n')
        return records(osint, *words, "--world", str(world), code=code)


def test_those_that_exist_are_shown(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    (row,) = records(trained, "pacific-careers.example")
    assert list(row) == FIELDS
    assert row == {
        "input": "pacific-careers.example",
        "domain": "pacific-careeers.example",
        "unicode": "pacific-careeers.example",
        "change": "letter doubled",
        "registered": True,
        "addresses": ["203.0.113.24"],
        "mail": ["mail.cheap-host.example"],
        "status": "has an address",
        "problem": None,
    }
    assert {event.protocol for event in island_jobs[0].log[before:]} == {"dns"}


def test_offline_they_are_made_and_nobody_is_asked(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    rows = records(trained, "pacific-careers.example", "--offline", "--limit", "50")
    assert len(island_jobs[0].log) == before
    assert len(rows) == 50
    assert all(row["change"] and row["registered"] is None and row["problem"] is None for row in rows)
    assert rows == records(trained, "pacific-careers.example", "--offline", "--limit", "60")[:50]


def test_a_name_without_any_is_answered(trained: Osint) -> None:
    (row,) = records(trained, "bit.ly", "--limit", "5")
    assert (row["domain"], row["status"], row["problem"]) == (None, "none of 5 look-alikes is in DNS", None)


def test_all_shows_those_too_that_do_not_exist(trained: Osint) -> None:
    rows = records(trained, "island-jobs.example", "--all", "--limit", "20")
    assert [(row["registered"], row["status"]) for row in rows] == [(None, "not in DNS")] * 20


def test_what_is_no_name_is_a_problem_and_the_rest_goes_on(trained: Osint) -> None:
    rows = records(trained, "co.uk", "not a name", "192.0.2.1", "island-jobs.example", code=1)
    assert [bool(row["problem"]) for row in rows] == [True, True, True, False]
    assert rows[3]["domain"] == "island-jobs-fiji.example"


def test_a_list_in_gives_a_list_out(trained: Osint) -> None:
    (trained.folder / "in.csv").write_text("no,website\n1,https://pacific-careers.example/x\n2,bit.ly\n")
    done = trained("domain", "lookalikes", "-i", "in.csv", "--limit", "100", "-f", "csv")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "no,website," + ",".join(FIELDS)
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2"]


def test_the_plan_names_each(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    rows = records(trained, "pacific-careers.example", "--plan", "--limit", "7")
    assert len(rows) == 7
    assert {row["reach"] for row in rows} == {"registry"}
    assert "name servers" in rows[0]["learns"]
    assert records(trained, "pacific-careers.example", "--plan", "--offline") == []
    assert len(island_jobs[0].log) == before


def test_a_limit_is_a_number_from_one(trained: Osint) -> None:
    assert trained("domain", "lookalikes", "x.example", "--limit", "0").code == 2


def test_a_case_keeps_each_that_exists_with_its_evidence(trained: Osint) -> None:
    folder = trained.new_case()
    records(trained, "pacific-careers.example", cwd=folder)
    (path,) = folder.glob("runs/*/findings.ndjson")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    (found,) = [line for line in lines if line["property"] == "look_alike"]
    assert found["object"]["value"] == "pacific-careeers.example"
    assert len(found["evidence"]) == 3
    assert all(name.startswith("urn:uuid:") for name in found["evidence"])
    assert trained("case", "verify", cwd=folder).code == 0


def test_look_alikes_outside_the_scope_are_not_asked_about(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case("case", "--scope", "domain:pacific-careers.example")
    before = len(island_jobs[0].log)
    done = trained("domain", "lookalikes", "pacific-careers.example", "-f", "json", cwd=folder)
    assert "outside the scope" in done.err
    assert len(island_jobs[0].log) == before


def test_a_zone_that_answers_for_every_name_is_no_crowd_of_look_alikes(osint: Osint) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        name = query.question[0].name.to_text(omit_final_dot=True)
        return [reply(query, {name: {"A": ["192.0.2.7" if name == "bnk.example" else "192.0.2.1"]}}).to_wire()]

    rows = in_world(osint, script, "bank.example", "--limit", "60")
    assert [row["domain"] for row in rows] == ["bnk.example"]


def test_a_resolver_that_refuses_is_left_alone_soon(osint: Osint) -> None:
    asked = []

    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        asked.append(query.question[0].name)
        answer = dns.message.make_response(query)
        answer.set_rcode(dns.rcode.REFUSED)
        return [answer.to_wire()]

    rows = in_world(osint, script, "bank.example", "--limit", "200", code=1)
    assert "were not asked about" in rows[-1]["problem"]
    assert len(asked) < 80


def test_a_resolver_that_is_not_there_is_left_alone_soon(osint: Osint) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
    (osint.folder / "world.toml").write_text(f'name = "test"\nresolver = "{place}"\n[connect]\n')
    rows = records(osint, "bank.example", "--world", "world.toml", code=1)
    assert len(rows) == 20
    assert all(row["problem"] for row in rows)
    assert "were not asked about" in rows[-1]["problem"]
