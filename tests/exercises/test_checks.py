"""`exercise check`: every mistake at once, each with its line."""

from datetime import timedelta
from pathlib import Path

import pytest

from osint_kit.clock import now
from osint_kit.errors import UsageError
from osint_kit.exercises import Mistake, check_scenario, load_scenario
from osint_kit.exercises.reading import PACKAGED

FULL_OF_MISTAKES = """title = "T"
breif = "B"
seeds = ["https://bit.ly/a", "https://nowhere.example/"]
minutes = "long"

[rules]
reach = "platform"
off_limits = ["suspct.example"]

[[person]]
name = "A"
role = "suspekt"
phones = ["12"]
languages = ["english"]
picture = "../../etc/passwd"

[[domain]]
name = "suspect.example"
address = []
whois = { created = "3 days before start", expires = "next year", registrar = "R" }

[[page]]
url = "https://suspect.example/"
body = "the secret number is +679 999 7777"
file = "gone.html"

[[short_link]]
url = "https://bit.ly/a"
target = "https://suspekt.example/"

[[short_link]]
url = "https://bit.ly/a"
target = "https://bit.ly/b"

[[short_link]]
url = "https://bit.ly/b"
target = "https://bit.ly/b"

[[site]]
name = "GitHup"

[[trap]]
at = "nobody-of-this-name"

[[question]]
ask = "Who?"
answers = ["R", "Nobody At All"]
need = 3

[[question]]
ask = "Which number?"
kind = "phone"
answers = ["+679 999 7777"]
hint = "x"
"""

EXPECTED = [
    (1, "'brief' is missing"),
    (2, "'breif' is not a word that means anything here. Did you mean 'brief'?"),
    (3, "https://nowhere.example/: nowhere.example is a host without an address"),
    (4, "'minutes' must be a whole number"),
    (8, "suspct.example is not in this scenario. Did you mean 'suspect.example'?"),
    (12, "'suspekt' is not one of"),
    (13, "'12' is no phone"),
    (14, "'english' is no code of a language"),
    (15, "../../etc/passwd lies outside the folder of the scenario"),
    (20, "'next year' is no date"),
    (22, "'file' and 'body' exclude each other"),
    (23, "suspect.example has no address, so nobody can open this page"),
    (25, "there is no file gone.html"),
    (29, "suspekt.example is a host without an address. Did you mean 'suspect.example'?"),
    (32, "https://bit.ly/a is there twice"),
    (36, "a loop: https://bit.ly/b -> https://bit.ly/b"),
    (40, "'GitHup' is not in the packaged list, so it needs a 'url'. Did you mean 'GitHub'?"),
    (43, "nothing in this scenario is called 'nobody-of-this-name'"),
    (47, "nothing in this scenario says 'Nobody At All'"),
    (48, "3 answers are needed and only 2 are given"),
    (53, "nothing in this scenario says '+679 999 7777'"),
    (54, "'hint' is not a word that means anything here. Did you mean 'hints'?"),
]


def write(folder: Path, text: str) -> str:
    file = folder / "made-up.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_every_mistake_is_found_at_once_with_its_line(tmp_path: Path) -> None:
    found = check_scenario(write(tmp_path, FULL_OF_MISTAKES))
    told = {(mistake.line, mistake.mistake) for mistake in found}
    for line, says in EXPECTED:
        assert any(number == line and says in text for number, text in told), (line, says, sorted(told))
    assert len(found) == len(EXPECTED), [m for m in found if not any(says in m.mistake for _, says in EXPECTED)]
    assert [mistake.line for mistake in found] == sorted(mistake.line for mistake in found)
    assert [mistake.line for mistake in found if mistake.only_note] == [36]


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.toml")), ids=lambda path: path.stem)
def test_the_packaged_scenarios_have_no_mistake_and_no_unnamed_loop(path: Path) -> None:
    assert check_scenario(path.stem) == []


PAID = '[[wallet]]\naddress = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"\n'
BASE = 'title = "T"\nbrief = "B"\nseeds = ["@sefa"]\n'
ASKED = '[[question]]\nask = "?"\nanswers = ["{}"]\n'
PAGE = '[[page]]\nurl = "https://a.example/"\nbody = "<p>secret&nbsp;word</p>"\n'


def only(folder: Path, text: str) -> list[Mistake]:
    return check_scenario(write(folder, BASE + text))


def test_an_answer_needs_a_source_within_the_allowed_reach(tmp_path: Path) -> None:
    (mistake,) = only(tmp_path, PAGE + ASKED.format("secret word"))
    assert mistake.line == 9
    assert "no source gives 'secret word' at reach 'platform': only https://a.example/ does" in mistake.mistake
    assert only(tmp_path, '[rules]\nreach = "target"\n' + PAGE + ASKED.format("Secret  WORD")) == []
    forbidden = '[rules]\nreach = "target"\noff_limits = "a.example"\n' + PAGE
    assert "nothing in this scenario says" in only(tmp_path, forbidden + ASKED.format("secret word"))[0].mistake
    archived = '[[domain]]\nname = "a.example"\ncaptures = 2026-01-01\n'
    assert only(tmp_path, forbidden + archived + ASKED.format("secret word")) == []
    assert only(tmp_path, PAGE + ASKED.format("anything") + "derived = true") == []


@pytest.mark.parametrize(
    "tables, answer",
    [
        ('[[domain]]\nname = "a.example"\nwhois = { created = 2026-11-03 }\n', "2026-11-03"),
        ('[[domain]]\nname = "a.example"\ndns = { TXT = "v=spf1 x" }\n', "v=spf1 x"),
        ('[[short_link]]\nurl = "https://bit.ly/a"\ntarget = "https://1.2.3.4/x"\n', "https://1.2.3.4/x"),
        ('[[site]]\nname = "GitHub"\naccounts = [{ handle = "sefa", bio = "Call me" }]\n', "call me"),
        ('[[site]]\nname = "GitHub"\naccounts = ["sefa"]\n', "GitHub"),
        ('[[message]]\ntext = "Come to Lautoka"\n', "Lautoka"),
        ('[[domain]]\nname = "a.example"\nscans = { at = 2026-11-03, title = "Boats for visa" }\n', "Boats for visa"),
        ('[[domain]]\nname = "a.example"\nscans = 2026-11-03\n', "2026-11-03"),
        (f"{PAID}payments = [{{ at = 2026-11-03, satoshi = 70000 }}, {{ at = 2026-11-05, satoshi = 8 }}]\n", "70,008"),
        (f'starts = 2026-11-24\n{PAID}payments = [{{ at = "3 days before the start", satoshi = 8 }}]\n', "2026-11-21"),
        ('[[notice]]\nname = "SELLER"\nborn = 1990-01-02\n', "2 January 1990"),
    ],
)
def test_what_sources_tell(tmp_path: Path, tables: str, answer: str) -> None:
    assert only(tmp_path, tables + ASKED.format(answer)) == []
    assert len(only(tmp_path, tables + ASKED.format("not " + answer))) == 1


def test_a_part_of_a_word_and_the_head_of_the_file_tell_no_answer(tmp_path: Path) -> None:
    """The marker would look for the answer as a word of its own, among what sources say."""
    told = 'minutes = 40\n[[message]]\ntext = "Goats and boats"\n'
    assert only(tmp_path, told + ASKED.format("boats")) == []
    for answer in ("boat", "40"):
        (mistake,) = only(tmp_path, told + ASKED.format(answer))
        assert f"nothing in this scenario says '{answer}'" in mistake.mistake


def test_a_day_that_moves_with_the_day_of_serving_is_no_answer(tmp_path: Path) -> None:
    told = '[[domain]]\nname = "a.example"\nwhois = { created = "3 days before the start" }\n'
    day = f"{now() - timedelta(days=3):%Y-%m-%d}"
    (mistake,) = only(tmp_path, told + ASKED.format(day))
    assert "is right only where the exercise is served today" in mistake.mistake
    assert f"write starts = {now():%Y-%m-%d} at the top" in mistake.mistake
    assert only(tmp_path, f"starts = {now():%Y-%m-%d}\n{told}{ASKED.format(day)}") == []
    assert only(tmp_path, told.replace('"3 days before the start"', day) + ASKED.format(day)) == []
    (mistake,) = only(tmp_path, told + ASKED.format("3 days before the start"))
    assert f"an answer is a day, such as '{day}'" in mistake.mistake


def test_a_handle_with_a_dot_is_no_host(tmp_path: Path) -> None:
    file = (
        'title = "T"\nbrief = "B"\nseeds = ["boat.seller", "@ana.t", "boat.seler"]\n'
        '[[person]]\nname = "A"\nhandles = ["boat.seller", "@ana.t"]\n'
        '[[site]]\nname = "GitHub"\naccounts = ["goat.man"]\n'
        '[[trap]]\nkind = "namesake"\nat = "Goat.Man"\n[[trap]]\nkind = "victim"\nat = "ana.t"\n'
    )
    (mistake,) = check_scenario(write(tmp_path, file))
    assert mistake.mistake == "boat.seler: boat.seler is a host without an address"


def test_what_cannot_be_read_is_not_there_twice(tmp_path: Path) -> None:
    network = '[[network]]\nholder = "H"\nprefix = "8.8.8.0/24"\n'
    domain = '[[domain]]\nname = "no host"\n'
    assert not any("there twice" in mistake.mistake for mistake in only(tmp_path, (network + domain) * 2))


def test_where_a_link_leads_is_a_whole_address(tmp_path: Path) -> None:
    link = '[[short_link]]\nurl = "https://bit.ly/a"\ntarget = "{}"\n'
    page = '[[page]]\nurl = "https://a.example/"\nredirect = "{}"\n'
    for text in (link.format("a.example/x"), link.format("a.example"), page.format("a.example/x")):
        (mistake,) = only(tmp_path, text)
        assert "has no https:// before it" in mistake.mistake
    for text in (link.format("/x"), page.format("next.html"), page.format("/x"), link.format("tel:+6799991234")):
        assert only(tmp_path, text) == []


def test_a_loop_is_noted_unless_a_trap_names_it(tmp_path: Path) -> None:
    links = "".join(
        f'[[short_link]]\nurl = "https://bit.ly/{a}"\ntarget = "https://bit.ly/{b}"\n' for a, b in ("ab", "bc", "cb")
    )
    (note,) = only(tmp_path, links)
    assert note.only_note
    assert "https://bit.ly/b -> https://bit.ly/c -> https://bit.ly/b" in note.mistake
    assert load_scenario(str(tmp_path / "made-up.toml"))
    assert only(tmp_path, links + '[[trap]]\nkind = "loop"\nat = "https://bit.ly/c"\n') == []


def test_a_newer_format_is_refused_plainly(tmp_path: Path) -> None:
    file = write(tmp_path, "format = 2\n[[hologram]]\nx = 1\n")
    for read in (load_scenario, check_scenario):
        with pytest.raises(UsageError) as caught:
            read(file)
        assert "written in format 2, and this osint-kit reads format 1" in caught.value.message
        assert "Update osint-kit" in caught.value.next_step


def test_what_is_no_toml_has_its_line(tmp_path: Path) -> None:
    (mistake,) = check_scenario(write(tmp_path, 'title = "T"\nbrief = \n'))
    assert (mistake.line, mistake.mistake.startswith("this is no TOML")) == (2, True)


def test_a_link_out_of_the_folder_is_no_way_out(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("s", encoding="utf-8")
    try:
        (inside / "near.txt").symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this system makes no links")
    (mistake,) = check_scenario(write(inside, BASE + 'files = ["near.txt"]\n'))
    assert "outside the folder" in mistake.mistake


def test_another_way_to_write_an_answer_is_no_mistake_and_a_day_may_be_written_in_words(tmp_path: Path) -> None:
    site = '[[domain]]\nname = "a.example"\nwhois = { created = 2026-11-03, registrant = "Tavita Nokise-Rarere" }\n'
    both = '[[question]]\nask = "?"\nanswers = ["Tavita Nokise-Rarere", "Tavita Nokise Rarere"]\n'
    (note,) = only(tmp_path, site + both)
    assert note.only_note
    assert "nothing in this scenario says 'Tavita Nokise Rarere'" in note.mistake
    (mistake,) = only(tmp_path, site + both + "need = 2\n")
    assert not mistake.only_note
    assert only(tmp_path, site + ASKED.format("3 November 2026")) == []
    twice = ASKED.format("3 November 2026") + 'wrong = { "2026-11-03" = "no" }\n'
    assert "both a right and a wrong answer" in only(tmp_path, site + twice)[0].mistake


def test_a_site_that_no_command_asks_is_noted(tmp_path: Path) -> None:
    own = '[[site]]\nname = "Love Isles"\nurl = "https://love.example/{account}"\naccounts = ["sefa"]\n'
    (note,) = only(tmp_path, own + ASKED.format("Love Isles"))
    assert note.only_note
    assert note.line == 5
    assert "the kit has no rule for 'Love Isles'" in note.mistake
    assert "--sites FILE" in note.mistake
    assert only(tmp_path, '[[site]]\nname = "GitHub"\naccounts = ["sefa"]\n') == []
    (tmp_path / "sites.json").write_text('{"sites": [{"uri_check": "https://love.example/{account}"}]}')
    assert only(tmp_path, 'files = ["sites.json"]\n' + own) == []


def test_a_word_of_a_few_is_told_them_once(tmp_path: Path) -> None:
    (mistake,) = only(tmp_path, '[[person]]\nname = "A"\nrole = "accomplice"\n')
    assert mistake.mistake.count("bystander") == 1
