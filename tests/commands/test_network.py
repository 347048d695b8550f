"""`domain`, `link`, `account` and `profile` in the exercise of the demo: real DNS, WHOIS, HTTP and TLS on loopback."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from osint_kit.exercises import Range
from tests.conftest import Osint


def test_resolve_gives_one_record_an_answer(trained: Osint) -> None:
    rows = trained.records("domain", "resolve", "island-jobs.example")
    types = {row["type"] for row in rows if row["value"]}
    assert {"A", "MX", "NS", "TXT"} <= types
    assert {row["status"] for row in rows} == {"NOERROR"}
    assert list(rows[0]) == ["input", "domain", "type", "value", "ttl", "status", "problem", "wildcard"]
    (address,) = [row for row in rows if row["type"] == "A"]
    assert address["value"].startswith("203.0.113.")
    assert address["ttl"] > 0


def test_a_name_that_does_not_exist_is_an_answer(trained: Osint) -> None:
    (row,) = trained.records("domain", "resolve", "--type", "A", "no-such-name.example")
    assert (row["status"], row["value"], row["problem"]) == ("NXDOMAIN", None, None)


def test_what_is_no_name_is_a_problem(trained: Osint) -> None:
    rows = trained.records("domain", "resolve", "--type", "A", "not a name", "island-jobs.example", code=1)
    assert rows[0]["problem"]
    assert rows[1]["value"]


def test_whois_says_who_and_when(trained: Osint) -> None:
    (row,) = trained.records("domain", "whois", "https://apply.island-jobs.example/form")
    assert row["domain"] == "island-jobs.example"
    assert row["created"].startswith("2026-11-03")
    assert row["emails"] == ["recruit@island-jobs.example"]
    assert (row["via"], row["server"]) == ("rdap", "rdap.nic.example")
    (by_whois,) = trained.records("domain", "whois", "island-jobs.example", "--via", "whois")
    assert {key for key in row if row[key] != by_whois[key]} == {"input", "via", "server"}
    assert row["name_servers"] == ["ns1.cheap-host.example", "ns2.cheap-host.example"]


def test_whois_of_a_free_name_is_an_answer(trained: Osint) -> None:
    (row,) = trained.records("domain", "whois", "nobody-has-this.example")
    assert (row["status"], row["created"], row["problem"]) == (["not registered"], None, None)


def test_whois_says_of_a_zone_that_many_share_that_it_is_one(osint: Osint) -> None:
    (osint.folder / "gov.txt").write_text("Domain Name: gov.vu\nRegistrar: Government\n", "utf-8")
    (row,) = osint.records("domain", "whois", "--text", "gov.txt", "police.gov.vu")
    assert row["domain"] == "gov.vu"
    assert row["notes"][0].startswith("gov.vu is shared by many")
    (osint.folder / "shop.txt").write_text("Domain Name: shop.vu\nRegistrar: Shop\n", "utf-8")
    (row,) = osint.records("domain", "whois", "--text", "shop.txt")
    assert row["notes"] == []


def test_a_chain_stops_at_the_suspects_door(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = island_jobs[0].visits("apply.island-jobs.example")
    (row,) = trained.records("link", "expand", "https://bit.ly/island-jobs-2026")
    assert (row["final"], row["hops"], row["stopped"]) == ("https://apply.island-jobs.example/form", 2, "reach")
    assert [hop["status"] for hop in row["chain"]] == [200, None, 301, None]
    assert [hop["via"] for hop in row["chain"]] == ["preview", None, "http", None]
    assert island_jobs[0].visits("apply.island-jobs.example") == before


def test_reach_target_goes_in_and_says_who_will_see(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = island_jobs[0].visits("apply.island-jobs.example")
    done = trained("link", "expand", "https://bit.ly/island-jobs-2026", "--reach", "target", "-f", "json")
    (row,) = json.loads(done.out)
    assert (row["stopped"], row["chain"][-1]["status"]) == ("landing", 200)
    assert "will see the visits" in done.err
    assert island_jobs[0].visits("apply.island-jobs.example") == before + 1


@pytest.mark.parametrize(
    "link, stopped, code",
    [
        ("https://is.gd/loop1", "loop", 1),
        ("https://bit.ly/free-wifi", "guard", 1),
        ("https://bit.ly/no-such-link", "error", 1),
        ("http://127.1/", "guard", 1),
        ("http://2130706433/", "guard", 1),
        ("http://[::ffff:10.0.0.1]/", "guard", 1),
        ("http://localhost/", "guard", 1),
        ("https://apply.island-jobs.example/form", "reach", 0),
    ],
)
def test_how_chains_end(trained: Osint, link: str, stopped: str, code: int) -> None:
    (row,) = trained.records("link", "expand", link, code=code)
    assert row["stopped"] == stopped
    assert bool(row["problem"]) == bool(code)


@pytest.mark.parametrize(
    "words, same, other",
    [
        (("link", "expand"), ["https://bit.ly/island-jobs-2026"] * 3, "https://bit.ly/nothing-there"),
        (
            ("domain", "whois"),
            ["island-jobs.example", "https://apply.island-jobs.example/form"],
            "nobody-has-this.example",
        ),
    ],
)
def test_what_is_named_again_is_not_asked_again(
    trained: Osint, words: tuple[str, str], same: list[str], other: str
) -> None:
    def asked(*items: str) -> tuple[int, list[dict[str, Any]]]:
        done = trained(*words, *items, "-f", "json")
        return int(done.err.partition("asked ")[2].split()[0]), json.loads(done.out)

    once, (_, last) = asked(same[0], other)
    again, rows = asked(*same, other, same[0])
    assert again == once
    assert [row["input"] for row in rows] == [*same, other, same[0]]
    moments = re.compile(r'"time": "[^"]*"')
    told = [moments.sub("", json.dumps({**row, "input": ""})) for row in rows]
    assert len({*told[: len(same)], told[-1]}) == 1
    assert told[len(same)] == moments.sub("", json.dumps({**last, "input": ""}))


def test_one_bad_link_never_stops_the_rest_and_order_is_kept(trained: Osint) -> None:
    links = [
        "https://is.gd/loop1",
        "nonsense",
        "https://bit.ly/island-jobs-2026",
        "http://10.0.0.5/",
        "bit.ly/free-wifi",
    ]
    rows = trained.records("link", "expand", *links, code=1)
    assert [row["input"] for row in rows] == links
    assert rows[2]["stopped"] == "reach"


def test_states_of_a_handle_and_the_traps(trained: Osint) -> None:
    rows = {row["site"]: row for row in trained.records("account", "find", "sefajobs679")}
    found = {name for name, row in rows.items() if row["state"] == "found"}
    assert found == {"GitHub", "Mastodon (mastodon.social)", "Keybase", "DEV"}
    assert (rows["Lichess"]["state"], rows["Lichess"]["why"]) == ("unclear", "site answers the same for anyone")
    assert (rows["Codeforces"]["state"], rows["Codeforces"]["why"]) == ("unclear", "rate limit")
    assert (rows["Docker Hub"]["state"], rows["Docker Hub"]["why"]) == ("unclear", "wall")
    assert rows["GitLab"]["state"] == "absent"
    assert list(rows["GitHub"]) == [
        *("input", "site", "category", "url", "state", "why", "problem"),
        *("handle", "variant", "list", "facts", "evidence"),
    ]


def test_nobody_is_found_who_is_nowhere(trained: Osint) -> None:
    rows = trained.records("account", "find", "nobody-has-this-7")
    assert "found" not in {row["state"] for row in rows}


@pytest.mark.parametrize("handle", ["../../etc/passwd", "a b", "{account}", "%00", "x" * 10_000, "a\u202eb", "=1+1"])
def test_hostile_handles_are_problems(trained: Osint, handle: str) -> None:
    (row,) = trained.records("account", "find", handle, code=1)
    assert row["problem"]


def test_a_profile_from_three_seeds(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case()
    seeds = ["+679 999 1234", "https://bit.ly/island-jobs-2026", "@sefajobs679"]
    before = island_jobs[0].visits("apply.island-jobs.example")
    (profile,) = trained.records("profile", "build", *seeds, "--name", "Recruiter", cwd=folder)
    assert island_jobs[0].visits("apply.island-jobs.example") == before
    values = {(entry["kind"], entry["value"]): entry for entry in profile["identifiers"]}
    for wanted in (
        ("phone", "+6799991234"),
        ("domain", "island-jobs.example"),
        ("email", "recruit@island-jobs.example"),
        ("account", "github:sefajobs679"),
    ):
        assert wanted in values
        assert values[wanted]["findings"], wanted
    assert ("account", "lichess:sefajobs679") not in values
    kept = {
        json.loads(line)["id"]
        for path in folder.glob("runs/*/findings.ndjson")
        for line in path.read_text().splitlines()
    }
    for part in ("identifiers", "links", "timeline", "not_followed"):
        for entry in profile[part]:
            assert set(entry["findings"]) <= kept
    assert profile == json.loads((folder / "profiles" / "subject-1.json").read_text())
    assert profile == trained.records("profile", "show", cwd=folder)[0]
    reasons = {entry["value"]: entry["reason"] for entry in profile["not_followed"]}
    assert "ns1.cheap-host.example" in reasons
    assert trained("case", "verify", cwd=folder).code == 0
    assert "Recruiter" not in "".join(path.read_text() for path in folder.glob("runs/*/*.json"))


def test_building_the_same_profile_again_replaces_it(trained: Osint) -> None:
    folder = trained.new_case()
    for _ in range(2):
        assert trained("profile", "build", "@sefajobs679", cwd=folder).code == 0
    trained("profile", "build", "+6799991234", cwd=folder)
    assert sorted(path.name for path in (folder / "profiles").iterdir()) == ["subject-1.json", "subject-2.json"]


def test_an_offline_profile_asks_nobody(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    (profile,) = trained.records("profile", "build", "+6799991234", "a@gmail.com", "--offline")
    assert len(island_jobs[0].log) == before
    assert {"gmail.com"} <= {entry["value"] for entry in profile["not_followed"]}


@pytest.mark.parametrize(
    "words",
    [
        ["domain", "resolve", "island-jobs.example"],
        ["domain", "whois", "island-jobs.example"],
        ["domain", "lookalikes", "island-jobs.example"],
        ["link", "expand", "https://bit.ly/island-jobs-2026", "https://x.example/"],
        ["account", "find", "sefajobs679"],
        ["profile", "build", "@sefajobs679"],
    ],
)
def test_a_plan_names_everybody_and_asks_nobody(
    trained: Osint, island_jobs: tuple[Range, Path], words: list[str]
) -> None:
    folder = trained.new_case()
    before = len(island_jobs[0].log)
    rows = trained.records(*words, "--plan", cwd=folder)
    assert len(island_jobs[0].log) == before
    assert rows
    assert list(rows[0])[:6] == ["input", "asks", "whom", "reach", "allowed", "learns"]
    assert all(row["whom"] and row["learns"] for row in rows)
    assert all(row["allowed"] == (row["reach"] != "target") for row in rows)
    assert list((folder / "runs").iterdir()) == []


def test_all_evidence_of_a_case_opens_elsewhere(trained: Osint) -> None:
    from warcio.archiveiterator import ArchiveIterator

    folder = trained.new_case()
    trained("link", "expand", "https://bit.ly/island-jobs-2026", "https://bit.ly/free-wifi", cwd=folder)
    trained("domain", "resolve", "island-jobs.example", cwd=folder)
    trained("domain", "whois", "island-jobs.example", cwd=folder)
    ids = set()
    for path in folder.glob("runs/*/evidence.warc.gz"):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                ids.add(record.rec_headers.get_header("WARC-Record-ID").strip("<>"))
    cited: set[str] = set()
    for path in folder.glob("runs/*/findings.ndjson"):
        for line in path.read_text().splitlines():
            cited.update(name for name in json.loads(line)["evidence"] if name.startswith("urn:"))
    assert cited
    assert cited <= ids


def test_a_saved_answer_is_kept_with_what_was_read_from_it(trained: Osint) -> None:
    folder = trained.new_case()
    (trained.folder / "saved.txt").write_text("Domain Name: OLD-SHOP.COM\nRegistrar: Cheap Names\n")
    assert trained("domain", "whois", "--text", "../saved.txt", cwd=folder).code == 0
    (path,) = folder.glob("runs/*/findings.ndjson")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    (registrar,) = [line for line in lines if line["property"] == "registrar"]
    assert registrar["evidence"][0].startswith("urn:uuid:")
    assert trained("case", "verify", cwd=folder).code == 0


def test_a_rule_file_and_the_name_of_a_subject_are_in_the_case(trained: Osint) -> None:
    from osint_kit.cases.warc import read_records

    folder = trained.new_case()
    rules = Path("osint_kit/accounts/sites.json").read_bytes()
    (trained.folder / "rules.json").write_bytes(rules)
    trained("profile", "build", "@sefajobs679", "what?", "--name", "Recruiter", "--sites", "../rules.json", cwd=folder)
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text().splitlines()]
    assert [line["value"] for line in lines if line["property"] == "called"] == ["Recruiter"]
    assert "what?" in [line["value"] for line in lines if line["property"] == "asked"]
    with (run / "evidence.warc.gz").open("rb") as stream:
        assert rules in [record.block for record in read_records(stream) if record.type == "resource"]


def test_what_cannot_be_asked_offline_is_refused(trained: Osint) -> None:
    assert trained("profile", "build", "@sefajobs679", "--offline").code == 3


def test_the_resolver_is_among_those_who_learnt(trained: Osint) -> None:
    done = trained("link", "expand", "https://bit.ly/island-jobs-2026", "-v")
    assert "the resolver was asked 3 times by gateway" in done.err


def test_a_handle_is_asked_for_as_it_was_written(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    trained("account", "find", "SefaJobs679", "--site", "Keybase")
    asked = [event.what for event in island_jobs[0].log if event.host == "keybase.io"]
    assert any("SefaJobs679" in what for what in asked)
