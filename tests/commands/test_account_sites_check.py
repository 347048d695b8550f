"""`osint account sites check`: each rule is tried on its known accounts and on nobody; nothing is put out of use."""

from collections.abc import Iterator

import pytest

from tests.accounts.sites import Asked, members, serving
from tests.commands.test_account_sites import rows, rule, write
from tests.conftest import Osint
from tests.gateway.servers import ok


def anyone(asked: Asked) -> bytes:
    return ok(f'<h1 class="card">{asked.target[1:]}</h1>'.encode())


def wall(_: Asked) -> bytes:
    return ok(b"<title>Just a moment...</title>", status="403 Forbidden")


def hanging_up(_: Asked) -> bytes:
    raise ConnectionResetError


CHECKED = {
    "good": members("ana"),
    "second": members("bea"),
    "gone": members("somebody"),
    "anyone": anyone,
    "wall": wall,
    "away": hanging_up,
    "redesign": lambda _: ok(b"<h1>ana</h1>"),
    "weak": members("ana", missing="200 OK"),
}


@pytest.fixture
def checked(osint: Osint) -> Iterator[Osint]:
    rules = [rule(name) for name in CHECKED if name not in ("second", "weak")]
    rules += [rule("second", known=["ana", "bea"]), rule("weak", e_string="", m_code=200), rule("unknown", known=[])]
    write(osint, *rules)
    with serving(osint.folder, {f"{name}.example": site for name, site in CHECKED.items()}) as (_, world):
        osint.world = world
        yield osint


def test_each_rule_is_tried_with_a_known_account_and_with_nobody(checked: Osint) -> None:
    report = {row["site"]: row for row in rows(checked, "check", "--sites", "rules.json")}
    states = {name: row["state"] for name, row in report.items()}
    assert states == {
        "good": "good",
        "second": "good",
        "gone": "broken",
        "anyone": "broken",
        "wall": "walled",
        "away": "unreachable",
        "redesign": "broken",
        "weak": "broken",
        "unknown": "not tried",
    }
    assert report["second"]["known"] == "bea"
    assert "no ana" in report["gone"]["how"]
    assert "same for anyone" in report["anyone"]["how"]
    assert "wall" in report["wall"]["how"]
    assert "no mark of an account" in report["weak"]["how"]
    assert {row["before"] for row in report.values()} == {"not tried live"}
    assert {row["world"] for row in report.values()} == {"sites"}


def test_checks_have_a_history_and_put_nothing_out_of_use(checked: Osint) -> None:
    rows(checked, "check", "--sites", "rules.json", "--site", "good", "--site", "gone")
    report = {row["site"]: row for row in rows(checked, "check", "--sites", "rules.json")}
    assert report["gone"]["before"].startswith("broken 20")
    assert report["wall"]["before"] == "not tried live"
    lines = (checked.folder / "site-rules" / "checks.ndjson").read_text("utf-8").splitlines()
    assert len(lines) == 2 + 9
    listed = {row["site"]: row for row in rows(checked, "list", "--sites", "rules.json")}
    assert listed["gone"]["state"] == "broken"
    assert "gone.example" in checked("account", "find", "sefa", "--sites", "rules.json", "--plan").out
    write(checked, rule("gone", e_string="another mark"))
    (changed,) = rows(checked, "list", "--sites", "rules.json")
    assert changed["state"] == "not tried live"  # it is another rule now
    checked.world = None
    (live,) = rows(checked, "list", "--sites", "rules.json")
    assert live["state"] == "not tried live"  # an exercise is not the live site


def test_find_says_how_many_rules_nobody_has_tried(checked: Osint) -> None:
    words = ("account", "find", "sefa", "--sites", "rules.json", "--site", "good", "--site", "gone")
    assert "2 of 2 site rules are not tried live" in checked(*words).err
    rows(checked, "check", "--sites", "rules.json", "--site", "good")
    assert "1 of 2 site rules are not tried live" in checked(*words).err
    rows(checked, "check", "--sites", "rules.json", "--site", "gone")
    assert "not tried live" not in checked(*words).err


def test_a_check_in_a_case_keeps_what_was_said(checked: Osint) -> None:
    folder = checked.new_case()
    done = checked("account", "sites", "check", "--sites", "../rules.json", "--site", "good", cwd=folder)
    assert done.code == 0, done.err
    assert checked("case", "verify", cwd=folder).code == 0
    assert list(folder.glob("runs/*/evidence.warc.gz"))


def test_the_plan_of_a_check(checked: Osint) -> None:
    planned = rows(checked, "check", "--sites", "rules.json", "--plan")
    assert {row["whom"] for row in planned} == {f"{name}.example" for name in CHECKED}
    assert not (checked.folder / "site-rules").exists()
    assert checked("account", "sites", "check", "--sites", "rules.json", "--offline").code == 3
