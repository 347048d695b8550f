from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.exercises import check_scenario, load_scenario, scenario_names
from osint_kit.exercises.scenario import Behaviour
from osint_kit.reach import Reach
from tests.exercises.client import running
from tests.exercises.conftest import Write

SMALLEST = """
title = "First steps"
brief = "Where does this link lead?"
seeds = ["https://bit.ly/first"]

[[short_link]]
url = "https://bit.ly/first"
target = "https://first.example/"

[[page]]
url = "https://first.example/"
title = "Here"
"""


def test_the_smallest_scenario_works(tmp_path: Path) -> None:
    assert len(SMALLEST.strip().splitlines()) < 25
    file = tmp_path / "first-steps.toml"
    file.write_text(SMALLEST, encoding="utf-8")
    scenario = load_scenario(str(file))
    assert (scenario.name, scenario.level, scenario.minutes) == ("first-steps", "beginner", 30)
    assert scenario.rules.reach is Reach.PLATFORM
    with running(scenario, tmp_path) as (_, client):
        assert client.resolve("first.example").answer
        assert client.fetch("https://bit.ly/first").headers["Location"] == "https://first.example/"
        assert b"<title>Here</title>" in client.fetch("https://first.example/").data


def test_packaged_scenarios_are_listed_and_load() -> None:
    listed = scenario_names()
    assert ("island-jobs", "Jobs abroad, no experience needed", "beginner", 30) in listed
    assert [item.name for item in listed] == sorted(item.name for item in listed)


def test_a_site_of_the_packaged_list_needs_its_name_only(scenario: Write) -> None:
    site = scenario('[[site]]\nname = "GitHub"').sites[0]
    assert site.url == "https://api.github.com/users/{account}"
    assert (site.behaviour, site.absent.status) == (Behaviour.NORMAL, 404)


def test_what_the_file_says_stands_above_the_packaged_site(scenario: Write) -> None:
    site = scenario('[[site]]\nname = "GitHub"\nabsent = { status = 410 }').sites[0]
    assert site.url == "https://api.github.com/users/{account}"
    assert site.absent.status == 410


PAGE = '[[page]]\nurl = "https://a.example/"\n'
LINK = '[[short_link]]\nurl = "https://bit.ly/a"\n'
DOMAIN = '[[domain]]\nname = "a.example"\n'
SITE = '[[site]]\nname = "Own"\nurl = "https://own.example/{account}"\n'


@pytest.mark.parametrize(
    "tables, says",
    [
        ("minuts = 3", "'minuts' is not a word that means anything here. Did you mean 'minutes'?"),
        ("minutes = 0", "minutes: 'minutes' must be a whole number from 1 to 1440"),
        ("minutes = true", "minutes: 'minutes' must be a whole number"),
        ('level = "beginer"', "level: 'beginer' is not one of: beginner, intermediate, advanced. Did you mean"),
        ('[rules]\nreach = "platfrom"', "[rules].reach: 'platfrom' is not one of"),
        ('[rules]\noff_limits = "http://x"', "[rules].off_limits: 'http://x' is no host name"),
        ("[rules]\nreech = 1", "[rules]: 'reech' is not a word"),
        ("rules = 3", "rules: 'rules' must be a table"),
        ("[page]\nurl = 1", "page: 'page' must be a list of tables"),
        ("[[question]]\ntext = 1", "'text' is not a word"),
        (
            '[[person]]\nname = "A"\nphone = "1"',
            "[[person]] no. 1: 'phone' is not a word that means anything here. Did",
        ),
        (
            '[[person]]\nname = "A"\nhandles = "x"\n[[person]]\nname = "B"\nhandles = ["y", "X"]',
            "[[person]] no. 2.handles: X is the handle of two people",
        ),
        (PAGE + 'titel = "x"', "[[page]] no. 1: 'titel' is not a word that means anything here. Did you mean 'title'?"),
        (PAGE + 'body = "x"\nfile = "y"', "[[page]] no. 1: 'file' and 'body' exclude each other"),
        (PAGE + 'redirect = "x"\ntitle = "y"', "[[page]] no. 1: 'title' is not a word"),
        (PAGE + 'file = "gone.png"', "[[page]] no. 1.file: there is no file gone.png in the folder"),
        (PAGE + 'redirect = "https://b.example/"\nstatus = 304', "[[page]] no. 1.status: a redirect is one of"),
        (PAGE + 'headers = { X = "a\\r\\nSet-Cookie: b" }', "[[page]] no. 1.headers.X: control characters"),
        (PAGE + PAGE, "https://a.example/ is there twice"),
        ('[[page]]\nurl = "ftp://a.example/"', "[[page]] no. 1.url: 'ftp://a.example/' is no web address"),
        ('[[page]]\nurl = "https://a.example:8443/"', "must be without port, user name and fragment"),
        ('[[page]]\nurl = "https://a_b.example/"', "no certificate can be made"),
        ('[[page]]\nurl = "https://192.168.1.1/"', "'192.168.1.1' is no host name"),
        (LINK, "[[short_link]] no. 1: 'target' is missing"),
        (LINK + 'target = ""', "[[short_link]] no. 1.target: 'target' must be a text, in quotes"),
        (LINK + 'target = "https://b.example/"\nstatus = 200', "'status' must be a whole number from 300 to 399"),
        (
            '[[short_link]]\nurl = "https://cutt.ly/a"\ntarget = "x"\npreview = true',
            "[[short_link]] no. 1.preview: give the address of the preview: for cutt.ly none is known",
        ),
        (DOMAIN + DOMAIN, "[[domain]] no. 2.name: a.example is there twice"),
        (DOMAIN + 'address = "8.8.8.8"', "[[domain]] no. 1.address: 8.8.8.8 may belong to somebody"),
        (DOMAIN + 'address = "203.0.113"', "[[domain]] no. 1.address: '203.0.113' does not appear to be"),
        (DOMAIN + 'dns = { MX = "mail.a.example" }', "[[domain]] no. 1.dns.MX: 'mail.a.example' is no MX record"),
        (DOMAIN + 'dns = { XM = "10 mail" }', "[[domain]] no. 1.dns: 'XM' is not a word"),
        (DOMAIN + 'dns = { CNAME = "b.example", TXT = "x" }', "a name with a CNAME has no other records"),
        (DOMAIN + 'whois = { registar = "x" }', "[[domain]] no. 1.whois: 'registar' is not a word"),
        (
            DOMAIN + 'whois = { created = "2026-11-03" }',
            "[[domain]] no. 1.whois.created: '2026-11-03' is no date: write a date without quotes",
        ),
        (
            '[[site]]\nname = "GitHup"',
            "'GitHup' is not in the packaged list, so it needs a 'url'. Did you mean 'GitHub'?",
        ),
        ('[[site]]\nname = "Own"\nurl = "https://own.example/"', "must hold {account} once, behind the host"),
        ('[[site]]\nname = "Own"\nurl = "https://{account}.own.example/"', "is no host name"),
        (SITE + 'behaviour = "catchall"', "[[site]] no. 1.behaviour: 'catchall' is not one of: normal, catch-all"),
        (SITE + "retry_after = 3", "[[site]] no. 1.retry_after: only a site with"),
        (SITE + "found = { json = '{' }", "[[site]] no. 1.found.json: Expecting property name"),
        (SITE + 'found = { body = "x" }', "[[site]] no. 1.found: 'body' is not a word"),
        (
            SITE + 'accounts = [{ handle = "a", compny = "b" }]',
            "accounts no. 1.compny: 'compny' is nothing that this site shows",
        ),
        (SITE + 'accounts = ["a", "A"]', "accounts no. 2.handle: A is there twice"),
        (SITE + "accounts = [3]", "[[site]] no. 1.accounts: 'accounts' must be a list of tables"),
        (SITE + SITE, "[[site]] no. 2.name: Own is there twice"),
        ("title = \nx = 1", "no TOML in UTF-8: Invalid value (at line 4"),
    ],
)
def test_a_mistake_is_named_with_its_place(scenario: Write, tables: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        scenario(tables)
    assert "made-up.toml: " in caught.value.message
    assert "exercise check" in caught.value.next_step or "no TOML" in says
    found = check_scenario(caught.value.message.partition(": ")[0])
    assert says in "\n".join(map(str, found)) or says in caught.value.message


def test_a_page_shows_no_file_from_elsewhere(scenario: Write, tmp_path: Path) -> None:
    (tmp_path.parent / "elsewhere.txt").write_text("secret", encoding="utf-8")
    for path in ("../elsewhere.txt", (tmp_path.parent / "elsewhere.txt").as_posix()):
        with pytest.raises(UsageError, match="outside the folder of the scenario"):
            scenario(f'{PAGE}file = "{path}"')


@pytest.mark.parametrize("key", ["title", "brief", "seeds"])
def test_what_must_be_there(tmp_path: Path, key: str) -> None:
    lines = [line for line in SMALLEST.splitlines() if not line.startswith(key + " =") or "Here" in line]
    file = tmp_path / "first.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UsageError, match=f"'{key}' is missing"):
        load_scenario(str(file))


@pytest.mark.parametrize(
    "name, says",
    [
        ("island-job", "there is no exercise 'island-job'. Did you mean 'island-jobs'?"),
        ("../scenario", "there is no exercise"),
        ("nowhere/x.toml", "cannot be read: No such file"),
    ],
)
def test_a_scenario_that_is_not_there(name: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_scenario(name)
    assert says in caught.value.message


@pytest.mark.parametrize("name", ["Island Jobs.toml", 'a"b.toml'])
def test_the_name_of_the_file_must_be_safe(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    try:
        file.write_text(SMALLEST, encoding="utf-8")
    except OSError:
        pytest.skip("this system does not allow such a name either")
    with pytest.raises(UsageError, match="small letters, digits and hyphens"):
        load_scenario(str(file))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "bytes.toml"
    file.write_bytes(b'title = "\xff"')
    with pytest.raises(UsageError, match="no TOML in UTF-8"):
        load_scenario(str(file))
