import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from osint_kit.exercises import load_scenario
from osint_kit.exercises.reading import PACKAGED
from osint_kit.exercises.toml_lines import Keys, find_places

TEXT = '''title = "a [not a table] # no comment" # what it is called
brief = """
[[page]]
\\"""
"""
"quoted key" = 'x'
dns.TXT = [ # a list
  "a", # first
  'b]',
]
[rules]
off_limits = ["a.example", { x = 1, y = [2,
  3] }]
[[site]]
name = "One"
[[site.accounts]]
handle = "a"
[[site]]
name = "Two" # the second
  [[site.accounts]]
  handle = "b"
  [site.accounts.deep]
  at = 2026-11-03T05:02:11Z
'''


def test_every_key_has_its_line() -> None:
    tomllib.loads(TEXT)
    places = find_places(TEXT)
    assert places.line(("title",)) == 1
    assert places.line(("brief",)) == 2
    assert places.line(("quoted key",)) == 6
    assert places.line(("dns", "TXT")) == 7
    assert places.line(("dns", "TXT", 1)) == 9
    assert places.line(("rules", "off_limits", 1, "y", 1)) == 13
    assert places.line(("site", 0, "accounts", 0, "handle")) == 17
    assert places.line(("site", 1)) == 18
    assert places.line(("site", 1, "accounts", 0, "handle")) == 21
    assert places.line(("site", 1, "accounts", 0, "deep", "at")) == 23
    assert places.line(("site", 1, "nowhere")) == 18
    assert places.line(("nowhere",)) == 1
    assert places.comments[("title",)] == "what it is called"
    assert places.comments[("site", 1, "name")] == "the second"


def all_keys(value: Any, keys: Keys = ()) -> set[Keys]:
    found = {keys} - {()}
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        found |= all_keys(item, (*keys, key))
    return found


def test_every_key_of_a_real_scenario_is_placed() -> None:
    for path in PACKAGED.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        missing = all_keys(tomllib.loads(text)) - find_places(text).lines.keys()
        assert not missing
    assert load_scenario("island-jobs")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'#\n, 1", max_size=60))
def test_whatever_is_toml_is_placed(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert all_keys(values) <= find_places(text).lines.keys()
