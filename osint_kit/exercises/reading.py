"""A scenario file (TOML) in, a `Scenario` out. ``docs/every-word.toml`` has each word of the format."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from osint_kit.clock import now
from osint_kit.errors import UsageError
from osint_kit.exercises.mistakes import Mistake, Mistakes
from osint_kit.exercises.reading_domains import read_domains
from osint_kit.exercises.reading_networks import read_networks, read_trouble
from osint_kit.exercises.reading_records import read_notices, read_wallets
from osint_kit.exercises.reading_sites import read_sites
from osint_kit.exercises.reading_story import (
    read_materials,
    read_messages,
    read_people,
    read_questions,
    read_rules,
    read_traps,
)
from osint_kit.exercises.reading_web import read_links, read_pages
from osint_kit.exercises.relative_dates import midnight
from osint_kit.exercises.scenario import Level, Page, Scenario, ShortLink
from osint_kit.exercises.toml_table import Table, nearest

PACKAGED = Path(__file__).parent / "scenarios"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
FORMAT = 1
"""The version of the format that this reads; a scenario says ``format`` where it needs a newer one."""
DEEPEST = 20
LINE = re.compile(r"at line (\d+)")


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

    Raises ``UsageError`` with the file, the line, the place in it and the nearest known word.
    """
    path = find_scenario(name_or_path)
    try:
        file = parse(path)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: no TOML in UTF-8: {error}", "Mend the file and run the command again.") from error
    scenario = read_scenario(file)
    file.mistakes.refuse()
    return scenario


def check_scenario(name_or_path: str, no_command: Callable[[str], str] = lambda line: "") -> list[Mistake]:
    """Everything that is wrong with a scenario, by line; notes about what may be meant are among it.

    ``no_command`` says why a line is no command that a trainee can type; empty where it is one.
    Raises ``UsageError`` where the file cannot be read at all.
    """
    from osint_kit.exercises.checks import check, check_commands

    path = find_scenario(name_or_path)
    try:
        file = parse(path)
    except tomllib.TOMLDecodeError as error:
        line = LINE.search(str(error))
        return [Mistake(int(line[1]) if line else 1, "", f"this is no TOML: {error}")]
    scenario = read_scenario(file)
    if not is_newer(file):
        later = file.counted_from(file.start + timedelta(days=366))
        check(scenario, file, None if "starts" in file else lambda: read_scenario(later))
        check_commands(scenario, file, no_command)
    return file.mistakes.in_order()


def find_scenario(name_or_path: str) -> Path:
    """The file of a packaged scenario, or the path that was given. Raises ``UsageError`` for an unknown name."""
    path = Path(name_or_path)
    if path.suffix == ".toml":
        return path
    names = [item.stem for item in PACKAGED.glob("*.toml")]
    if name_or_path not in names:
        raise UsageError(
            f"there is no exercise {name_or_path!r}" + nearest(name_or_path, names), "See: osint exercise list"
        )
    return PACKAGED / f"{name_or_path}.toml"


def parse(path: Path) -> Table:
    """The tables of a file. Raises ``UsageError`` where it cannot be read, ``TOMLDecodeError`` where it is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}", "Give the path of a scenario file.") from error
    except ValueError as error:
        raise UsageError(f"{path}: no TOML in UTF-8: {error}", "Save the file as UTF-8.") from error
    try:
        values = tomllib.loads(text)
    except RecursionError:
        values = None
    if values is None or _is_deep(values):
        raise UsageError(f"{path}: nested more than {DEEPEST} deep, which no scenario is", "Mend the file.")
    return Table(values, Mistakes(path, text), _start(values.get("starts")))


def is_newer(file: Table) -> bool:
    """Whether the scenario is written in a newer format than this kit reads."""
    version = file.raw("format")
    return isinstance(version, int) and version > FORMAT


def read_scenario(file: Table) -> Scenario:
    """A scenario from the tables of its file; what is wrong is kept in ``file.mistakes``.

    Raises ``UsageError`` only where the scenario is written in a newer format: its words cannot be judged then.
    """
    if is_newer(file):
        raise UsageError(
            f"{file.file}: written in format {file.raw('format')}, and this osint-kit reads format {FORMAT}",
            "Update osint-kit, or ask the writer for an older form.",
        )
    file.number("format", FORMAT, 1, FORMAT)
    name = file.file.stem
    if not NAME.fullmatch(name):
        file.mistake("the file's name is the exercise's: small letters, digits and hyphens only")
    domains = read_domains(file)
    scenario = Scenario(
        name=name,
        title=file.text("title"),
        brief=file.text("brief").strip(),
        seeds=file.texts("seeds"),
        level=Level(file.word("level", Level, Level.BEGINNER)),
        minutes=file.number("minutes", 30, 1, 1440),
        rules=read_rules(file),
        people=read_people(file),
        domains=domains,
        links=read_links(file),
        pages=read_pages(file),
        sites=read_sites(file),
        networks=read_networks(file),
        notices=read_notices(file),
        wallets=read_wallets(file),
        trouble=read_trouble(file, domains),
        messages=read_messages(file),
        materials=read_materials(file),
        traps=read_traps(file),
        questions=read_questions(file),
        start=midnight(file.moment("starts") or file.start),
        seed=file.number("seed", 0, 0, 2**63 - 1),
    )
    if not scenario.seeds:
        file.mistake("'seeds' is missing: what the trainee starts from, such as a phone number or a link")
    file.close()
    _note_doubles(scenario, file)
    return scenario


def _is_deep(value: object) -> bool:
    """Whether tables and lists are nested deeper than any scenario needs."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            item
            for outer in level
            if isinstance(outer, dict | list)
            for item in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _start(given: object) -> datetime:
    """Midnight in UTC of the day that the scenario names, else of today, whatever the zone of this machine."""
    return midnight(given if isinstance(given, date) else datetime.combine(now().date(), time()))


def _note_doubles(scenario: Scenario, file: Table) -> None:
    """An address can answer in one way only."""
    seen: set[str] = set()
    urls: list[tuple[Page | ShortLink, str]] = [(page, page.url) for page in scenario.pages]
    urls += [(link, url) for link in scenario.links for url in (link.url, link.preview)]
    for item, url in urls:
        if url in seen:
            file.origin(item).mistake(f"{url} is there twice", "url")
        seen |= {url} - {""}
