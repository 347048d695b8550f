"""A world with known truth, made from a seed: for benchmarks and for endless practice.

The same seed, numbers and level make the same bytes on every machine.
"""

import json
import random
from pathlib import Path
from typing import NamedTuple

from osint_kit.canonical import Json
from osint_kit.errors import UsageError
from osint_kit.exercises.generated_people import SITES, Account, Hardness, Known, invent_person
from osint_kit.exercises.generated_tables import write_scenario
from osint_kit.exercises.inventing import Inventor
from osint_kit.exercises.reading import NAME
from osint_kit.exercises.story import Role

MOST_PEOPLE = 2_000
"""Phone numbers that are set aside for nobody are few."""
MOST_NOISE = 1_000_000
NAMESAKES = {Hardness.EASY: 0.0, Hardness.MEDIUM: 0.3, Hardness.HARD: 0.7}
"""Share of the people whose handle somebody else has on another site."""


class Generated(NamedTuple):
    """Files by their names: the scenario first; ``truth`` says who is who, for whoever marks an answer."""

    name: str
    files: dict[str, bytes]
    truth: dict[str, Json]


def generate(seed: int, people: int, noise: int, level: str, name: str = "") -> Generated:
    """A scenario of ``people`` persons among ``noise`` accounts, domains and links that mean nothing.

    ``level`` is easy, medium or hard. Raises ``UsageError`` for what cannot be made.
    """
    if not 1 <= people <= MOST_PEOPLE or not 0 <= noise <= MOST_NOISE:
        raise UsageError(
            f"{people} people and {noise} pieces of noise cannot be made",
            f"ask for 1 to {MOST_PEOPLE:,} people and at most {MOST_NOISE:,} pieces of noise",
        )
    if level not in list(Hardness):
        raise UsageError(f"{level!r} is no level", f"use one of: {', '.join(Hardness)}")
    if name and not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name of an exercise", "use small letters, digits and hyphens only")
    hardness = Hardness(level)
    inventor = Inventor(random.Random(seed))
    known = [invent_person(inventor, _role(number), hardness) for number in range(people)]
    hub = inventor.phone()
    namesakes = _namesakes(inventor, known, hardness)
    if hardness is Hardness.HARD:
        for person in known[::3]:
            person.accounts[-1].say(f"Agency {hub}")
    name = name or f"generated-{seed}"
    pictures = _share_pictures(inventor, known, name)
    text = write_scenario(name, inventor, known, namesakes, noise, hardness, seed)
    shared: list[Json] = [{"kind": "phone", "value": hub.replace(" ", "")}] if hardness is Hardness.HARD else []
    truth: dict[str, Json] = {
        "format": 1,
        "scenario": name,
        "seed": seed,
        "level": hardness.value,
        "noise": noise,
        "people": [person.truth() for person in known],
        "namesakes": [
            {"site": account.site, "handle": account.handle, "looks_like": person.name} for account, person in namesakes
        ],
        "hubs": shared,
    }
    told = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    return Generated(name, {f"{name}.toml": text.encode(), f"{name}.truth.json": told.encode(), **pictures}, truth)


def write_generated(made: Generated, folder: Path) -> Path:
    """Write all files into an existing folder; returns the path of the scenario.

    Raises ``UsageError`` where one is there already: nothing is written over.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "make it first, or leave --into out")
    for name in made.files:
        if (folder / name).exists():
            raise UsageError(f"{folder / name} is there already", "give another --name or another folder with --into")
    for name, body in made.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    return folder / f"{made.name}.toml"


def _role(number: int) -> Role:
    """Of ten people three are suspects, one a victim, one a witness."""
    return {0: Role.SUSPECT, 3: Role.SUSPECT, 6: Role.SUSPECT, 4: Role.VICTIM, 8: Role.WITNESS}.get(
        number % 10, Role.BYSTANDER
    )


def _namesakes(inventor: Inventor, known: list[Known], hardness: Hardness) -> list[tuple[Account, Known]]:
    """Accounts of other people under the handles of those in the story."""
    found = []
    for person in known:
        free = [site for site in SITES if site not in {account.site for account in person.accounts}]
        if inventor.dice.random() < NAMESAKES[hardness]:
            other = Account(inventor.dice.choice(free), person.start, {"name": inventor.name()})
            other.say(inventor.dice.choice(("I like chess.", "Gardener and father of two.", "Football, music, kava.")))
            found.append((other, person))
    return found


def _share_pictures(inventor: Inventor, known: list[Known], world: str) -> dict[str, bytes]:
    """Give each suspect a picture that his accounts show where their site has pictures."""
    files = {}
    for number, person in enumerate(known):
        if person.role is Role.SUSPECT:
            person.picture = inventor.picture()
            name = f"{world}-pictures/person-{number + 1}.png"
            files[name] = person.picture
            for account in person.accounts:
                account.picture = name
    return files
