"""A scenario file (TOML) in, a `Scenario` out. ``scenarios/island-jobs.toml`` shows most of its words."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from osint_kit.errors import UsageError
from osint_kit.exercises.addresses import host_name
from osint_kit.exercises.reading_domains import read_domains
from osint_kit.exercises.reading_networks import read_networks, read_trouble
from osint_kit.exercises.reading_sites import read_sites
from osint_kit.exercises.reading_web import read_links, read_pages
from osint_kit.exercises.scenario import Level, Page, Person, Rules, Scenario, ShortLink
from osint_kit.exercises.toml_table import Table, nearest
from osint_kit.reach import Reach

PACKAGED = Path(__file__).parent / "scenarios"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
PROFILE = ("bio", "company", "email", "location", "website")
"""What a ``[[person]]`` can say for all of his accounts."""


class Listed(NamedTuple):
    """One packaged scenario, for a list of them; ``minutes`` is how long a trainee needs."""

    name: str
    title: str
    level: str
    minutes: int


def scenario_names() -> list[Listed]:
    """The packaged scenarios, by name."""
    scenarios = [load_scenario(path.stem) for path in sorted(PACKAGED.glob("*.toml"))]
    return [Listed(s.name, s.title, s.level, s.minutes) for s in scenarios]


def load_scenario(name_or_path: str) -> Scenario:
    """A packaged scenario by its name, any other by the path of its ``.toml`` file.

    Raises ``UsageError`` with the file, the place in it and the nearest known word.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = PACKAGED / f"{name_or_path}.toml"
        names = [item.stem for item in PACKAGED.glob("*.toml")]
        if name_or_path not in names:
            raise UsageError(
                f"there is no exercise {name_or_path!r}" + nearest(name_or_path, names),
                "See: osint exercise list",
            )
    return read_scenario(_parse(path))


def read_scenario(file: Table) -> Scenario:
    """A scenario from the tables of its file. Raises ``UsageError``."""
    name = file.file.stem
    if not NAME.fullmatch(name):
        raise file.wrong("the file's name is the exercise's: small letters, digits and hyphens only")
    domains = read_domains(file)
    scenario = Scenario(
        name=name,
        title=file.text("title"),
        brief=file.text("brief").strip(),
        seeds=file.texts("seeds"),
        level=Level(file.word("level", Level, Level.BEGINNER)),
        minutes=file.number("minutes", 30, 1, 1440),
        rules=_read_rules(file),
        people=_read_people(file),
        domains=domains,
        links=read_links(file),
        pages=read_pages(file),
        sites=read_sites(file),
        networks=read_networks(file),
        trouble=read_trouble(file, domains),
    )
    if not scenario.seeds:
        raise file.wrong("'seeds' is missing: what the trainee starts from, such as a phone number or a link")
    file.close()
    _refuse_doubles(file, scenario.pages, scenario.links)
    return scenario


def _parse(path: Path) -> Table:
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}", "Give the path of a scenario file.") from error
    except ValueError as error:
        raise UsageError(f"{path}: no TOML in UTF-8: {error}", "Mend the file and run the command again.") from error


def _read_rules(file: Table) -> Rules:
    table = file.table("rules")
    if table is None:
        return Rules()
    reach = table.word("reach", [level.word for level in Reach], Reach.PLATFORM.word)
    rules = Rules(Reach.of(reach), table.read_all("off_limits", host_name))
    table.close()
    return rules


def _read_people(file: Table) -> tuple[Person, ...]:
    people = tuple(_read_person(table) for table in file.tables("person"))
    handles = Counter(handle.casefold() for person in people for handle in person.handles)
    for handle, number in handles.items():
        if number > 1:
            raise file.wrong(f"{handle} is the handle of two people; say who he is at his accounts", "[[person]]")
    return people


def _read_person(table: Table) -> Person:
    profile = {key: table.text(key) for key in PROFILE if key in table}
    person = Person(table.text("name"), table.texts("handles"), profile)
    table.close()
    return person


def _refuse_doubles(file: Table, pages: tuple[Page, ...], links: tuple[ShortLink, ...]) -> None:
    """An address can answer in one way only."""
    seen: set[str] = set()
    previews = (link.preview for link in links if link.preview)
    for url in (*(page.url for page in pages), *(link.url for link in links), *previews):
        if url in seen:
            raise file.wrong(f"{url} is there twice")
        seen.add(url)
