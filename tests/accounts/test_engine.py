"""The engine against real sites on loopback: who is asked what, in which order, and what is kept."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from osint_kit.accounts import answers
from osint_kit.accounts.asking import Asker, SiteAnswer
from osint_kit.accounts.controls import controls
from osint_kit.accounts.engine import AccountSource, findings, plan
from osint_kit.accounts.engine import find as find_each
from osint_kit.accounts.rules import Rule, RuleList
from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import Exchange, Request
from osint_kit.gateway.network import Network
from osint_kit.gateway.pace import Pace
from osint_kit.gateway.world_file import read_world_file
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import platform_of
from osint_kit.reach import Reach
from tests.gateway.servers import DnsServer, Script, Server, answering, hang_up, ok, zone

SEFA = Identifier(Kind.HANDLE, "sefa")


def rule(name: str, **more: object) -> Rule:
    fields = {"e_string": "profile-card", "m_string": "nobody", "cat": "social"} | more
    return Rule(name, f"http://{name}.example/u/{{account}}", 200, 404, **fields)  # type: ignore[arg-type]  # a test's own


class Recorder:
    def __init__(self) -> None:
        self.requests: dict[str, object] = {}

    def keep(self, exchange: object) -> str:
        name = f"urn:test:{len(self.requests)}"
        self.requests[name] = exchange
        return name


Open = Callable[..., Gateway]


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Open]:
    """Serve each script as a site of its own."""
    with ExitStack() as stack:

        def serve(caps: Caps | None = None, **scripts: Script) -> Gateway:
            names = {f"{name}.example": {"A": ["192.0.2.10"]} for name in scripts}
            lines = ['name = "sites"', f'resolver = "{stack.enter_context(DnsServer(zone(names))).place}"', "[connect]"]
            for name, script in scripts.items():
                lines.append(f'"{name}.example:80" = "{stack.enter_context(Server(script)).place}"')
            file = tmp_path / "world.toml"
            file.write_text("\n".join(lines), "utf-8")
            return Gateway(Network(read_world_file(file), None, caps), Reach.PLATFORM, Recorder())

        yield serve


def members(*handles: str, seen: list[bytes] | None = None) -> Script:
    """A site that knows these handles."""

    def script(connection: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        if seen is not None:
            seen.append(head)
        handle = head.split(b" ")[1].rpartition(b"/")[2].decode()
        if handle in handles:
            connection.sendall(ok(f"<i class=profile-card>{handle}</i>".encode()))
        else:
            connection.sendall(ok(b"nobody", status="404 Not Found"))

    return script


def slow(seconds: float, inner: Script) -> Script:
    def script(connection: socket.socket) -> None:
        time.sleep(seconds)
        inner(connection)

    return script


def find(
    handle: Identifier, rules: Sequence[Rule], door: Gateway, seed: str, *, known: bool = False
) -> Iterator[SiteAnswer]:
    for _, answer in find_each([(None, handle)], rules, Asker(door, seed, known=known)):
        assert answer
        yield answer


def control(handle: str, seed: str) -> str:
    return next(controls(handle, seed))


def states(answers: Iterator[SiteAnswer]) -> list[tuple[str, str, str | None]]:
    return [(answer.rule.name, answer.state, answer.why) for answer in answers]


def test_answers_come_in_the_order_of_the_rules_however_slow(sites: Open) -> None:
    door = sites(a=slow(0.4, members("sefa")), b=members(), c=slow(0.2, members("sefa")), d=members("sefa"))
    assert states(find(SEFA, [rule(name) for name in "abcd"], door, "seed")) == [
        ("a", "found", None),
        ("b", "absent", None),
        ("c", "found", None),
        ("d", "found", None),
    ]


def test_sites_that_do_not_answer_are_unclear_and_stop_nobody(sites: Open) -> None:
    door = sites(
        Caps(seconds=1.0),
        a=hang_up,
        b=slow(2, members("sefa")),
        c=answering(b"no http at all"),
        d=members("sefa"),
        e=answering(ok(b"x", *[f"X{n}: y" for n in range(200)])),
    )
    rules = [rule(name) for name in ("a", "b", "c", "d", "e", "gone")]
    assert states(find(SEFA, rules, door, "seed")) == [
        ("a", "unclear", answers.NO_CONNECTION),
        ("b", "unclear", answers.TIME_OUT),
        ("c", "unclear", answers.NO_CONNECTION),
        ("d", "found", None),
        ("e", "unclear", answers.PAGE_CHANGED),
        ("gone", "unclear", answers.NO_CONNECTION),
    ]


def test_a_page_that_was_cut_off_may_hold_the_other_mark(sites: Open) -> None:
    page = b"<i class=profile-card>sefa</i>" + b" " * 100_000 + b"nobody"
    (answer,) = find(SEFA, [rule("a")], sites(Caps(bytes=50_000), a=answering(ok(page))), "seed")
    assert (answer.state, answer.why) == ("unclear", answers.PAGE_CHANGED)


def test_both_answers_are_evidence(sites: Open) -> None:
    seen: list[bytes] = []
    (answer,) = find(SEFA, [rule("a")], sites(a=members("sefa", seen=seen)), "seed")
    assert len(set(answer.evidence)) == len(answer.evidence) == 2
    asked = [head.split(b" ")[1].decode() for head in seen]
    assert asked == ["/u/sefa", "/u/" + control("sefa", "seed")]
    (stated,) = findings(answer)
    assert stated.evidence == answer.evidence
    assert stated.object == Identifier(Kind.ACCOUNT, "a:sefa")
    assert stated.value == {"site": "a", "state": "found", "why": None, "url": "http://a.example/u/sefa"}


@pytest.mark.parametrize("script", [members(), answering(ok(b"?"))])
def test_only_found_yields_an_account(sites: Open, script: Script) -> None:
    (answer,) = find(SEFA, [rule("a")], sites(a=script), "seed")
    assert next(findings(answer)).object is None


def test_a_site_that_says_nothing_is_asked_once(sites: Open) -> None:
    seen: list[bytes] = []
    (answer,) = find(SEFA, [rule("a")], sites(a=answering(ok(b"?"), seen=seen)), "seed")
    assert (answer.state, len(seen), len(answer.evidence)) == ("unclear", 1, 1)


def test_handle_goes_into_address_headers_and_body(sites: Open) -> None:
    got: list[bytes] = []

    def script(connection: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        body = connection.recv(200)
        got.append(head + body)
        connection.sendall(ok(b"nobody", status="404 Not Found"))

    posting = rule("a", headers={"X-Who": "{account}!", "User-Agent": "own"}, post_body='{"u":"{account}"}')
    list(find(SEFA, [posting], sites(a=script), "seed"))
    assert got[0].startswith(b"POST /u/sefa HTTP/1.1\r\n")
    assert b"\r\nX-Who: sefa!\r\n" in got[0]
    assert b"\r\nUser-Agent: own\r\n" in got[0]
    assert got[0].endswith(b'\r\n\r\n{"u":"sefa"}')


def test_a_handle_of_another_script(sites: Open) -> None:
    ram = Identifier(Kind.HANDLE, "राम")
    page = ok("<i class=profile-card>राम</i>".encode(), "Content-Type: text/html; charset=utf-8")
    seen: list[bytes] = []
    door = sites(a=answering(page, ok(b"nobody", status="404 Not Found"), seen=seen))
    (answer,) = find(ram, [rule("a")], door, "seed")
    assert answer.state == "found"
    assert seen[0].startswith(b"GET /u/%E0%A4%B0%E0%A4%BE%E0%A4%AE HTTP/1.1")


@pytest.mark.parametrize("handle, more", [("-sefa", {}), ("a..b", {}), ("aa", {"strip_bad_char": "a"})])
def test_what_a_site_cannot_have_is_not_asked(sites: Open, handle: str, more: dict[str, str]) -> None:
    seen: list[bytes] = []
    door = sites(a=members(seen=seen))
    host = Rule("a", "http://{account}.a.example/", 200, 404, "profile-card", "nobody", **more)  # type: ignore[arg-type]
    (answer,) = find(Identifier(Kind.HANDLE, handle), [host], door, "seed")
    assert (answer.state, answer.why, seen) == ("unclear", answers.NOT_ALLOWED, [])


@pytest.mark.parametrize("handle", ["sefa", "SefaJobs", "mr.smith-7", "a", "9", "राम", "a" * 64, "x_1.y-2"])
def test_a_control_has_the_same_shape_and_is_another(handle: str) -> None:
    spare = control(handle, "seed")
    assert spare != handle
    assert len(spare) == len(handle)
    for mine, other in zip(handle, spare, strict=True):
        assert (mine.isalpha(), mine.isdigit()) == (other.isalpha(), other.isdigit())
        assert mine.isalnum() or mine == other
        assert mine.isupper() == other.isupper()


def test_a_control_is_that_of_its_seed() -> None:
    assert control("sefajobs679", "1") == control("sefajobs679", "1")
    assert len({control("sefajobs679", str(seed)) for seed in range(50)}) == 50
    assert control("sefajobs679", "1") == control("merejobs123", "1"), "handles of one shape share their controls"


def test_the_plan_names_each_site(sites: Open) -> None:
    host = Rule("b", "http://{account}.b.example/", 200, 404)
    assert [planned.whom for planned in plan(SEFA, [rule("a"), host])] == ["a.example", "sefa.b.example"]
    assert all("sefa" in planned.asks and planned.reach == Reach.PLATFORM for planned in plan(SEFA, [rule("a"), host]))


def test_as_a_source_it_yields_a_finding_a_site(sites: Open) -> None:
    rules = RuleList((rule("a"), rule("b")), "0" * 64)
    found = list(AccountSource(rules, "seed").ask(SEFA, sites(a=members("sefa"), b=members())))
    assert [item.grade.code for item in found] == ["B2", "B2"]
    assert [isinstance(item.value, dict) and item.value["state"] for item in found] == ["found", "absent"]


@pytest.mark.parametrize(
    "site, name", [("Hacker News", "hacker-news"), ("Chess.com", "chess-com"), ("Mastodon (x.y)", "x.y")]
)
def test_the_platform_of_an_account(site: str, name: str) -> None:
    assert platform_of(site) == name


def test_facts_cite_the_page_that_they_stand_on_behind_a_redirect(sites: Open) -> None:
    def script(connection: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        target = head.split(b" ")[1].decode()
        if target == "/u/sefa":
            connection.sendall(ok(b"", "Location: /u/sefa/", status="301 Moved Permanently"))
        elif target == "/u/sefa/":
            connection.sendall(ok(b"<title>Sefa of Suva</title><i class=profile-card>sefa</i>"))
        else:
            connection.sendall(ok(b"nobody", status="404 Not Found"))

    door = sites(a=script)
    (answer,) = find(SEFA, [rule("a")], door, "seed")
    assert answer.state == "found"
    facts = [finding for finding in findings(answer) if finding.property == "title"]
    assert [finding.evidence for finding in facts] == [answer.page]
    recorder = door._recorder
    assert isinstance(recorder, Recorder)
    assert b"Sefa of Suva" in recorder.requests[answer.page[0]].received  # type: ignore[attr-defined]  # an exchange


class Recording:
    """A world of recorded exchanges: the n-th identical request gets the n-th recorded outcome."""

    name, simulated, pace = "sites", True, Pace(None)

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self._left: dict[Request, list[Exchange]] = {}
        for exchange in exchanges:
            self._left.setdefault(exchange.request, []).append(exchange)

    def perform(self, request: Request) -> Exchange:
        return self._left[request].pop(0)


def test_a_recording_gives_the_same_states_and_findings(sites: Open) -> None:
    door = sites(a=members("sefa", "sefa2"), b=members(), c=answering(ok(b"profile-card")), d=hang_up)
    rules = [rule(name) for name in "abcd"]
    handles = [(None, SEFA), (None, Identifier(Kind.HANDLE, "sefa2")), (None, Identifier(Kind.HANDLE, "tevi"))]

    def run(gateway: Gateway) -> list[tuple[str, str | None, list[str]]]:
        answers = [answer for _, answer in find_each(handles, rules, Asker(gateway, "seed")) if answer]
        return [(answer.state, answer.why, [finding.id for finding in findings(answer)]) for answer in answers]

    live = run(door)
    recorder = door._recorder
    assert isinstance(recorder, Recorder)
    kept = [exchange for exchange in recorder.requests.values() if isinstance(exchange, Exchange)]
    again = run(Gateway(Recording(kept), Reach.PLATFORM, Recorder()))
    assert again == live
    assert {state for state, _, _ in live} == {"found", "absent", "unclear"}
