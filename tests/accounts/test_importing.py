"""Files of the three projects as one list: what is taken, what is refused and where, and hostile files."""

import json
from pathlib import Path

import pytest

from osint_kit.accounts.importing import Outcome, merge, read_foreign, rules_of
from osint_kit.accounts.json_places import LARGEST
from osint_kit.accounts.rule import Rule
from osint_kit.accounts.rules import list_bytes, read_list
from osint_kit.errors import UsageError

FILES = Path(__file__).parent / "files"
NAMES = ("whatsmyname", "sherlock", "maigret")


def sample(name: str) -> list[Outcome]:
    return read_foreign((FILES / f"{name}.json").read_bytes(), f"{name}.json")


def rules(name: str) -> dict[str, Rule]:
    return {outcome.name: outcome.rule for outcome in sample(name) if outcome.rule}


def refused(outcomes: list[Outcome]) -> dict[str, tuple[int, str]]:
    return {outcome.name: (outcome.line, outcome.why) for outcome in outcomes if outcome.result == "refused"}


def line_of(name: str, text: str) -> int:
    lines = (FILES / f"{name}.json").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_whatsmyname() -> None:
    read = rules("whatsmyname")
    assert list(read) == ["Coral", "Market", "Gone"]
    assert (read["Market"].post_body, read["Market"].strip_bad_char) == ("who={account}", ".")
    assert (read["Coral"].origin, read["Coral"].licence) == ("WhatsMyName", "CC BY-SA 4.0")
    assert read["Coral"].protection == ("cloudflare",)
    assert not read["Gone"].valid
    line = line_of("whatsmyname", '"Broken"') - 1
    assert refused(sample("whatsmyname")) == {"Broken": (line, "e_code is no status code")}


def test_sherlock() -> None:
    read = rules("sherlock")
    assert {rule.origin for rule in read.values()} == {"Sherlock"}
    assert {rule.licence for rule in read.values()} == {"MIT"}
    coral, reef, lagoon = read["Coral"], read["Reef"], read["Lagoon"]
    assert (coral.uri_check, coral.known) == ("https://coral.example/@{account}", ("ana",))
    assert (coral.there.codes, coral.not_there.codes) == ((200,), (404, 410))
    assert (coral.there.proof, coral.not_there.proof) == ("code", "code")
    assert reef.uri_check == "https://api.reef.example/u?name={account}"
    assert reef.uri_pretty == "https://reef.example/{account}"
    assert reef.not_there.codes == (422, 404, 410)
    assert (reef.handles, reef.cat) == ("^[a-z]{3,20}$", "xx NSFW xx")
    assert lagoon.not_there.strings == ("Nobody here", "Try again")
    assert lagoon.there.proof == "nothing"  # all that is not absent would be "found": it proves nothing
    assert (read["Atoll"].host, 302 in read["Atoll"].not_there.codes) == ("{account}.atoll.example", True)
    asked = read["Shoal"].request("se.fa")
    assert (asked.method, asked.url) == ("POST", "https://shoal.example/api/taken")
    assert json.loads(asked.body or b"") == {"user": {"name": "se.fa"}}
    assert dict(asked.headers) == {"X-Api": "1", "Content-Type": "application/json"}
    assert read["Shoal"].cat == "gaming"


def test_patterns_of_sherlock() -> None:
    assert rules("sherlock")["Endless"].handles == ""
    wrong = refused(sample("sherlock"))
    assert set(wrong) == {"Badregex", "Kept out"}
    assert wrong["Badregex"][0] == line_of("sherlock", '"Badregex"')
    assert "regexCheck" in wrong["Badregex"][1]
    assert "Cookie" in wrong["Kept out"][1]


def test_maigret() -> None:
    read = rules("maigret")
    reef, forum, query = read["Reef"], read["Canoe forum"], read["Query"]
    assert reef.there.strings == ("member-card", "member-name")
    assert (reef.not_there.strings, reef.not_there.codes) == (("Nobody",), (200, 404, 410))
    assert (reef.cat, reef.region, reef.known) == ("images", ("FJ",), ("ana",))
    assert read["Lagoon"].there.strings == ("profile",)
    assert forum.uri_check == "https://canoe.example/forum/members/?username={account}"
    assert forum.there.strings == ("memberHeader",)
    asked = query.request('a"b')
    assert json.loads(asked.body or b"") == {"query": '{ user(name: "a\\"b") { name } }'}
    assert dict(asked.headers) == {"Content-Type": "application/json"}
    assert not read["Off"].valid
    assert {rule.origin for rule in read.values()} == {"Maigret"}


def test_what_of_maigret_is_no_question_about_a_handle() -> None:
    wrong = refused(sample("maigret"))
    assert set(wrong) == {"By number", "Token", "No engine"}
    assert wrong["By number"] == (line_of("maigret", '"By number"'), "type: it is about a gaia_id, not a handle")


def test_a_host_is_answered_for_by_one_file() -> None:
    merged = merge([sample(name) for name in NAMES])
    taken = [(outcome.name, outcome.origin) for outcome in merged if outcome.result == "taken"]
    assert ("Coral", "WhatsMyName") in taken
    assert ("Coral", "Sherlock") not in taken
    covered = {(outcome.name, outcome.origin): outcome.why for outcome in merged if outcome.result == "covered"}
    assert covered["Coral", "Sherlock"] == "'Coral' answers for coral.example"


def test_the_rule_that_proves_most_answers_for_a_host() -> None:
    merged = merge([sample("sherlock"), sample("maigret")])
    taken = {(outcome.name, outcome.origin) for outcome in merged if outcome.result == "taken"}
    assert ("Lagoon", "Maigret") in taken  # Sherlock's has no mark of an account
    assert ("Reef", "Maigret") in taken  # Sherlock's has the status code alone
    assert ("Reef", "Sherlock") not in taken
    same = merge([sample("sherlock"), sample("sherlock")])
    assert [outcome.result for outcome in same if outcome.name == "Reef"] == ["taken", "covered"]


def test_the_regions_of_a_rule_that_is_covered_are_kept() -> None:
    site = {"name": "A", "uri_check": "https://a.example/{account}", "e_code": 200, "m_code": 404, "region": ["FJ"]}
    strong = {**site, "e_string": "x", "m_string": "y", "region": ["VU"]}
    merged = merge([read_foreign(json.dumps([rule]).encode(), "list.json") for rule in (site, strong)])
    (rule,) = rules_of(merged)
    assert (rule.e_string, rule.region) == ("x", ("FJ", "VU"))


def test_names_become_unique_and_one_file_may_ask_a_host_twice() -> None:
    site = {"name": "A", "uri_check": "https://a.example/{account}", "e_code": 200, "e_string": "x", "m_code": 404}
    second = {**site, "name": "B", "uri_check": "https://a.example/group/{account}"}
    same = {**site, "name": "C"}
    other = {**site, "uri_check": "https://b.example/{account}"}
    first = read_foreign(json.dumps({"sites": [site, second, same]}).encode(), "1")
    merged = merge([first, read_foreign(json.dumps([other]).encode(), "2")])
    assert [rule.name for rule in rules_of(merged)] == ["A", "B", "A (b.example)"]
    assert [outcome.result for outcome in merged] == ["taken", "taken", "covered", "taken"]


def test_a_list_travels_without_a_change() -> None:
    data = list_bytes(rules_of(merge([sample(name) for name in NAMES])))
    again = merge([read_foreign(data, "list.json")])
    assert list_bytes(rules_of(again)) == data
    read = read_list(data, "list.json")
    assert not read.refused
    assert {(rule.origin, rule.licence) for rule in read.rules} == {
        ("WhatsMyName", "CC BY-SA 4.0"),
        ("Sherlock", "MIT"),
        ("Maigret", "MIT"),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_cut_off(name: str) -> None:
    data = (FILES / f"{name}.json").read_bytes()
    for size in range(0, len(data) - 3, 97):
        with pytest.raises(UsageError, match=r"list\.json"):
            read_foreign(data[:size], "list.json")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"7",
        b'"sites"',
        b'{"sites": []}',
        b'{"sites": {}}',
        b'{"sites": 7}',
        b'{"a": 1}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"sites": [' + b'{"a":' * 100_000,
        b'{"sites": [{}]} and more',
        b"1" * 5000,
    ],
)
def test_files_that_hold_no_rules(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"list\.json"):
        read_foreign(data, "list.json")


def test_a_huge_file() -> None:
    with pytest.raises(UsageError, match="bytes"):
        read_foreign(b" " * (LARGEST + 1), "list.json")


@pytest.mark.parametrize("value", [None, 7, "x", [], True, 1e999])
@pytest.mark.parametrize(
    "name, key",
    [
        *(("whatsmyname", key) for key in ("name", "uri_check", "e_code", "m_code", "known", "headers", "post_body")),
        *(("sherlock", key) for key in ("url", "errorType", "errorMsg", "headers", "request_payload", "regexCheck")),
        *(("maigret", key) for key in ("url", "checkType", "presenseStrs", "tags", "headers", "engine", "urlMain")),
    ],
)
def test_wrong_types_never_raise(name: str, key: str, value: object) -> None:
    document = json.loads((FILES / f"{name}.json").read_text("utf-8"))
    sites = document.get("sites", document)
    for site in sites if isinstance(sites, list) else [site for site in sites.values() if isinstance(site, dict)]:
        site[key] = value
    for outcome in read_foreign(json.dumps(document).encode(), "list.json"):
        assert outcome.why or outcome.rule


@pytest.mark.parametrize(
    "change, why",
    [
        ({"uri_check": "https://f.example/"}, "{account}"),
        ({"uri_check": "ftp://f.example/{account}"}, "uri_check"),
        ({"uri_check": "javascript:alert('{account}')"}, "uri_check"),
        ({"uri_check": "file:///{account}"}, "uri_check"),
        ({"uri_check": "http://127.0.0.1/{account}"}, "loopback"),
        ({"uri_check": "http://localhost/{account}"}, "localhost"),
        ({"uri_check": "http://10.0.0.5/{account}"}, "private"),
        ({"uri_check": "http://169.254.169.254/{account}"}, "metadata"),
        ({"uri_check": "http://[::1]/{account}"}, "loopback"),
        ({"uri_check": "http://2130706433/{account}"}, "loopback"),
        ({"uri_check": "https://{account}/"}, "the handle would choose"),
        ({"uri_check": "https://{account}.com/"}, "the handle would choose"),
        ({"uri_check": "https://me:pass@f.example/{account}"}, "password"),
        ({"uri_pretty": "javascript:alert(1)"}, "uri_pretty"),
        ({"headers": {"Authorization": "Bearer x"}}, "logs in nowhere"),
        ({"headers": {"Host": "other.example"}}, "Host"),
        ({"headers": {"Content-Length": "9"}}, "Content-Length"),
        ({"headers": {"A": "b\r\nC: d"}}, "headers"),
        ({"handles": "(a+)+$"}, "for ever"),
        ({"handles": "("}, "handles"),
        ({"e_string": "x" * 10_001}, "e_string"),
        ({"request_method": "POST"}, "request_method is no field"),
        ({"m_codes": ["404"]}, "m_codes"),
    ],
)
def test_rules_that_are_refused(change: dict[str, object], why: str) -> None:
    site = {"name": "F", "uri_check": "https://f.example/{account}", "e_code": 200, "m_code": 404}
    (outcome,) = read_foreign(json.dumps({"sites": [{**site, **change}]}).encode(), "list.json")
    assert (outcome.result, outcome.rule) == ("refused", None)
    assert why in outcome.why


def test_a_name_that_stands_twice() -> None:
    site = b'{"errorType": "status_code", "url": "https://a.example/{}", "urlMain": "x", "username_claimed": "a"}'
    first, second = read_foreign(b'{\n"A": ' + site + b',\n"A": ' + site + b"}", "list.json")
    assert (first.result, second.result, second.line) == ("taken", "refused", 3)
