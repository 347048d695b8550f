"""`domain resolve` against real resolvers on loopback: what each answer looks like, and what goes wrong."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import dns.message
import dns.rcode
import pytest

from tests.conftest import Osint
from tests.gateway.proxies import connect_proxy
from tests.gateway.servers import DnsScript, DnsServer, Server, Zone, reply, zone
from tests.gateway.test_doh import doh_server

ZONE: Zone = {
    "shop.example": {"A": ["192.0.2.1", "192.0.2.2"], "MX": ["10 mail.shop.example."], "CAA": ['0 issue "ca.example"']},
    "www.shop.example": {"CNAME": ["shop.example."]},
    "_dmarc.shop.example": {"TXT": ['"v=DMARC1; p=none"']},
    "round.example": {"CNAME": ["round.example."]},
    "xn--i-7iq.example": {"A": ["192.0.2.3"]},
    "9.2.0.192.in-addr.arpa": {"PTR": ["host.shop.example."]},
    "evil.example": {"TXT": [r'"=1+1 \027[31m\010"']},
    ".".join(["a" * 63] * 3 + ["b" * 53, "example"]): {"A": ["192.0.2.4"]},
}
FIELDS = ["input", "domain", "type", "value", "ttl", "status", "problem"]
Serve = Callable[..., DnsServer]


@pytest.fixture
def serve(osint: Osint) -> Iterator[Serve]:
    """Serve a script as the resolver of the program's world."""
    with ExitStack() as stack:

        def start(script: DnsScript, in_world: bool = True) -> DnsServer:
            server = stack.enter_context(DnsServer(script))
            if in_world:
                osint.world = osint.folder / "world.toml"
                osint.world.write_text(f'name = "test"\nresolver = "{server.place}"\n', "utf-8")
            return server

        yield start


def rows(osint: Osint, *words: str, code: int = 0, **more: Any) -> list[dict[str, Any]]:
    done = osint("domain", "resolve", *words, "-f", "json", **more)
    assert done.code == code, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_one_line_an_answer_in_csv(osint: Osint, serve: Serve) -> None:
    serve(zone(ZONE))
    done = osint("domain", "resolve", "--type", "A", "--type", "MX", "--type", "aaaa", "shop.example")
    assert done.code == 0
    found = list(csv.DictReader(io.StringIO(done.out)))
    assert list(found[0]) == FIELDS
    assert [(row["type"], row["value"], row["status"]) for row in found] == [
        ("A", "192.0.2.1", "NOERROR"),
        ("A", "192.0.2.2", "NOERROR"),
        ("MX", "10 mail.shop.example.", "NOERROR"),
        ("AAAA", "", "NOERROR"),
    ]


def test_the_usual_types_with_dmarc_where_there_is_one(osint: Osint, serve: Serve) -> None:
    server = serve(zone(ZONE))
    found = rows(osint, "shop.example")
    assert [row["type"] for row in found if row["value"]] == ["A", "A", "MX", "CAA", "TXT"]
    assert {type_ for name, type_ in server.asked if name == "shop.example"} == set(
        "A AAAA CNAME MX NS TXT SOA CAA".split()
    )
    assert found[-1]["domain"] == "_dmarc.shop.example"
    assert not [row for row in rows(osint, "www.shop.example") if str(row["domain"]).startswith("_")]


def test_addresses_are_asked_for_their_name(osint: Osint, serve: Serve) -> None:
    serve(zone(ZONE))
    found = rows(osint, "192[.]0[.]2[.]9", "ip:192.0.2.9", "2001:db8::1", "[2001:db8::1]")
    assert [(row["type"], row["value"], row["status"]) for row in found] == [
        *[("PTR", "host.shop.example.", "NOERROR")] * 2,
        *[("PTR", None, "NXDOMAIN")] * 2,
    ]
    assert found[0]["domain"] == "9.2.0.192.in-addr.arpa"


def statuses(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
    """What each name is answered; ``silent`` never, ``garbage`` with what is no message."""
    word = query.question[0].name.labels[0].decode()
    answer = reply(query, ZONE)
    if word in ("servfail", "refused", "formerr", "notimp"):
        answer.set_rcode(dns.rcode.from_text(word.upper()))
    elif word == "empty":
        answer.set_rcode(dns.rcode.NOERROR)
    return {"silent": [], "garbage": [b"\xff" * 40]}.get(word, [answer.to_wire(want_shuffle=False)])


def test_statuses_are_told_apart(osint: Osint, serve: Serve) -> None:
    serve(statuses)
    words = "shop empty gone servfail refused formerr silent".split()
    found = rows(osint, "--type", "A", *[f"{word}.example" for word in words], code=1)
    by_name = {row["input"].split(".")[0]: row for row in found}
    assert {word: row["status"] for word, row in by_name.items()} == {
        "shop": "NOERROR",
        "empty": "NOERROR",
        "gone": "NXDOMAIN",
        "servfail": "SERVFAIL",
        "refused": "REFUSED",
        "formerr": "FORMERR",
        "silent": "TIMEOUT",
    }
    assert [word for word in words if by_name[word]["problem"]] == ["servfail", "refused", "formerr", "silent"]
    assert [row["input"] for row in found if row["input"] != "shop.example"] == [
        f"{word}.example" for word in words[1:]
    ]


@pytest.mark.parametrize(
    "name, status",
    [
        (".".join(["a" * 63] * 3 + ["b" * 53, "example"]), "NOERROR"),  # 253
        (".".join(["a" * 63] * 3 + ["b" * 54, "example"]), None),  # 254
        ("a" * 63 + ".example", "NXDOMAIN"),
        ("a" * 64 + ".example", None),
        ("i❤.example", "NOERROR"),
        ("_dmarc.shop.example", "NOERROR"),
        ("shop.example.", "NOERROR"),
        ("SHOP.Example", "NOERROR"),
        ("hxxps://shop[.]example/apply", "NOERROR"),
        ("a..example", None),
        ("-", None),
        ("nonsense", None),
    ],
)
def test_names_of_all_kinds(name: str, status: str | None, osint: Osint, serve: Serve) -> None:
    serve(zone(ZONE))
    type_ = "TXT" if name.startswith("_") else "A"
    found = rows(osint, "--type", type_, name, code=0 if status else 1, stdin="ab cd\n")
    assert found[0]["status"] == status
    assert bool(found[0]["problem"]) == (status is None)


def test_a_circle_of_aliases_is_a_problem(osint: Osint, serve: Serve) -> None:
    serve(zone(ZONE))
    alias, end = rows(osint, "--type", "A", "round.example", code=1)
    assert (alias["type"], alias["value"]) == ("CNAME", "round.example.")
    assert "round in a circle" in end["problem"]


def test_a_wildcard_is_said_and_is_in_json(osint: Osint, serve: Serve) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        name = query.question[0].name.to_text(omit_final_dot=True)
        return [reply(query, {name: {"A": ["192.0.2.66"]}}).to_wire()]

    serve(script)
    done = osint("domain", "resolve", "--type", "A", "a.wild.example", "b.wild.example", "-f", "json")
    assert [row["wildcard"] for row in json.loads(done.out)] == [True, True]
    assert done.err.count("wildcard") == 1
    assert list(json.loads(done.out)[0]) == [*FIELDS, "wildcard"]


def test_text_from_the_network_is_harmless(osint: Osint, serve: Serve) -> None:
    serve(zone(ZONE))
    done = osint("domain", "resolve", "--type", "TXT", "evil.example")
    assert "\x1b" not in done.out
    assert "\n" not in done.out.splitlines()[1]


def test_resolvers_that_the_operator_names(osint: Osint, serve: Serve) -> None:
    silent = serve(lambda query, over_tcp: [], in_world=False)
    server = serve(zone(ZONE), in_world=False)
    found = rows(osint, "--type", "A", "--resolver", silent.place, "--resolver", server.place, "shop.example")
    assert [row["value"] for row in found] == ["192.0.2.1", "192.0.2.2"]
    assert silent.asked


def test_a_world_has_its_own_resolver(osint: Osint, serve: Serve) -> None:
    server = serve(zone(ZONE))
    done = osint("domain", "resolve", "--resolver", "192.0.2.53", "shop.example")
    assert done.code == 2
    assert "resolver of its own" in done.err
    assert server.asked == []


@pytest.mark.parametrize(
    "line", ["--resolver nonsense", "--type NONSENSE", "--doh http://doh.example/", "--per-second 0", "--per-second x"]
)
def test_what_cannot_be_used_is_said(line: str, osint: Osint) -> None:
    assert osint("domain", "resolve", *line.split(), "shop.example").code == 2


@pytest.mark.parametrize("leaf", ["resolve", "lookalikes"])
def test_no_question_goes_beside_a_proxy(osint: Osint, serve: Serve, leaf: str) -> None:
    seen: list[bytes] = []
    server = serve(zone(ZONE))
    with Server(connect_proxy({}, seen)) as proxy:
        done = osint("domain", leaf, "--proxy", f"http://{proxy.place}", "shop.example")
    assert done.code == 3
    assert "--doh" in done.err
    assert (seen, server.asked) == ([], [])


def test_through_a_proxy_questions_go_over_https(osint: Osint) -> None:
    heads: list[bytes] = []
    seen: list[bytes] = []
    with Server(doh_server(heads, ZONE)) as doh, Server(connect_proxy({doh.place: doh.port}, seen)) as proxy:
        words = ["--proxy", f"http://{proxy.place}", "--doh", f"http://{doh.place}/dns-query", "--type", "A"]
        found = rows(osint, *words, "shop.example", "gone.example", code=0)
    assert [row["value"] for row in found] == ["192.0.2.1", "192.0.2.2", None]
    assert len(heads) == len(seen) == 3  # the third is about a random name beside the first
    assert all(head.startswith(f"CONNECT {doh.place} ".encode()) for head in seen)


def test_a_table_goes_in_and_comes_out_in_order(osint: Osint, serve: Serve) -> None:
    names = {f"n{i}.example": {"A": [f"192.0.2.{i % 250}"]} for i in range(400)}
    serve(zone(names))
    (osint.folder / "in.csv").write_text(
        "id,host\n" + "".join(f"{i},n{i}.example\n" for i in range(400)) + "x,not one\n"
    )
    done = osint("domain", "resolve", "--type", "A", "-i", "in.csv", "-o", "out.csv")
    assert done.code == 1
    found = list(csv.DictReader(io.StringIO((osint.folder / "out.csv").read_text())))
    assert [row["id"] for row in found] == [*map(str, range(400)), "x"]
    assert found[7]["value"] == "192.0.2.7"
    assert found[-1]["problem"]


def test_a_case_keeps_what_was_asked_and_found(osint: Osint, serve: Serve) -> None:
    from osint_kit.cases.warc import read_records

    serve(statuses)
    folder = osint.new_case()
    rows(osint, "--type", "A", "shop.example", "gone.example", "servfail.example", "not one", cwd=folder, code=1)
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text().splitlines()]
    assert [line["value"] for line in lines if line["property"] == "asked"] == [
        "shop.example",
        "gone.example",
        "servfail.example",
        "not one",
    ]
    facts = [(line["property"], line["value"], line["evidence"]) for line in lines if line["property"] != "asked"]
    with (run / "evidence.warc.gz").open("rb") as stream:
        records = {record.id: record for record in read_records(stream)}
    assert [(what, value) for what, value, _ in facts] == [
        ("address", "shop.example A 192.0.2.1"),
        ("address", "shop.example A 192.0.2.2"),
        ("exists", False),
    ]
    for _, _, evidence in facts:
        assert records[evidence[0]].field("Content-Type") == "application/dns-message"
    uris = [record.field("WARC-Target-URI") for record in records.values() if record.type == "response"]
    assert {"dns:shop.example?type=A", "dns:gone.example?type=A", "dns:servfail.example?type=A"} <= set(uris)
    assert osint("case", "verify", cwd=folder).code == 0


def test_an_interrupted_list_keeps_what_was_found(osint: Osint, serve: Serve) -> None:
    """The 150th name is never answered: Ctrl-C while it is waited for."""
    import signal
    import subprocess
    import time

    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        name = query.question[0].name.to_text(omit_final_dot=True)
        return [] if name == "n150.example" else [reply(query, {name: {"A": ["192.0.2.1"]}}).to_wire()]

    serve(script)
    folder = osint.new_case()
    (folder / "in.txt").write_text("".join(f"n{i}.example\n" for i in range(300)))
    words = ["domain", "resolve", "--type", "A", "-i", "in.txt", "-o", "out.csv"]
    with osint.begin(*words, cwd=folder, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 30
        evidence: list[Path] = []
        while time.monotonic() < until and not (evidence and evidence[0].stat().st_size > 299 * 700):
            evidence = list((folder / "runs").glob("2*/evidence.warc.gz"))  # two records of 400 bytes for an answer
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    (run,) = (folder / "runs").iterdir()
    properties = [json.loads(line)["property"] for line in (run / "findings.ndjson").read_text().splitlines()]
    assert properties.count("address") >= 150
    assert osint("case", "verify", cwd=folder).code == 0
