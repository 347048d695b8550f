"""A first scenario that works, for somebody who will change it by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from osint_kit.errors import UsageError
from osint_kit.exercises.addresses import host_name, read_address
from osint_kit.exercises.answer_forms import identifier_reader
from osint_kit.exercises.reading import NAME
from osint_kit.exercises.reading_web import PREVIEWS
from osint_kit.exercises.toml_writing import Value, toml_table
from osint_kit.identifiers import Kind

NUMBERS = 10_000


class Ideas(NamedTuple):
    """What a new scenario is about; each can be chosen."""

    title: str
    handle: str
    phone: str
    domain: str
    link: str


def ideas_for(name: str) -> Ideas:
    """Something to start from, made of its name. Raises ``UsageError`` for a name that cannot be a file's."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for an exercise", "use small letters, digits and hyphens only")
    word = name.replace("-", "")[:20]
    number = sum(map(ord, name)) * 37 % NUMBERS
    return Ideas(
        title=name.replace("-", " ").capitalize(),
        handle=f"{word}679",
        phone=f"+679 999 {number:04}",
        domain=f"{name}.example",
        link=f"https://bit.ly/{name}-2026",
    )


def in_form(idea: str, text: str, so_far: Mapping[str, str | None]) -> str:
    """What somebody wrote for one idea, as a scenario has it; ``so_far`` is what was chosen for others.

    A web site may be given as a link, a link without its scheme, a handle with its @. Raises ``UsageError``.
    """
    try:
        match idea:
            case "handle":
                return identifier_reader(Kind.HANDLE)(text)
            case "phone":
                identifier_reader(Kind.PHONE)(text)
            case "domain":
                return read_address(text).host if "://" in text else host_name(text.strip().rstrip("/"))
            case "link":
                address = read_address(text if "://" in text else f"https://{text.strip()}")
                if address.host == so_far.get("domain"):
                    raise ValueError(
                        f"{address} is on {address.host} itself: give a link of a shortener, such as"
                        " https://bit.ly/work-2026"
                    )
                return str(address)
    except ValueError as error:
        raise UsageError(str(error), f"give another --{idea}") from error
    if not text.strip():
        raise UsageError(f"the {idea} is empty", f"give another --{idea}")
    return text.strip()


def new_file(name: str, folder: Path) -> Path:
    """Where a new scenario will stand. Raises ``UsageError`` where there is one already, or no such folder."""
    path = folder / f"{name}.toml"
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "make it first, or leave --into out")
    if path.exists():
        raise UsageError(f"{path} is there already", "give another name, or change that file")
    return path


def write_new(name: str, ideas: Ideas, folder: Path) -> Path:
    """Write ``NAME.toml``; returns its path. Raises ``UsageError`` where it is there, or an idea cannot be used."""
    path = new_file(name, folder)
    text = scenario_text(ideas)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already", "give another name, or change that file") from error
    return path


def scenario_text(ideas: Ideas) -> str:
    """The file, with a word on each part. Raises ``UsageError`` for an idea that a range cannot serve."""
    formed: dict[str, str] = {}
    for idea, text in ideas._asdict().items():
        formed[idea] = in_form(idea, text, formed)
    ideas = Ideas(**formed)
    return "\n".join(f"# {comment}\n\n{tables}" for comment, tables in _parts(ideas, ideas.domain, ideas.link))


def _parts(ideas: Ideas, domain: str, link: str) -> list[tuple[str, str]]:
    page = f"https://{domain}/apply"
    shown: dict[str, Value] = {"preview": True} if read_address(link).host in PREVIEWS else {}
    parts: list[tuple[str, list[tuple[str, dict[str, Value]]]]] = [
        ("What the trainee reads, and what he starts from", [("", _head(ideas, domain, link))]),
        ("What he may do", [("[rules]", {"reach": "platform", "off_limits": [domain]})]),
        ("Who is in the story", [("[[person]]", _suspect(ideas, domain))]),
        (
            "The way of the link, and the page at its end, which counts visitors",
            [
                ("[[short_link]]", {"url": link, "target": page, "visits": 214, **shown}),
                ("[[page]]", {"url": page, "title": "Apply", "body": "<h1>Apply now</h1><p>Visitor {visits}</p>"}),
            ],
        ),
        (
            "What the registry knows",
            [
                (
                    "[[domain]]",
                    {
                        "name": domain,
                        "whois": {
                            "registrar": "Cheap Host Ltd",
                            "created": "21 days before the start",
                            "country": "FJ",
                            "emails": [f"office@{domain}"],
                        },
                    },
                )
            ],
        ),
        (
            "Where he has accounts",
            [
                ("[[site]]", {"name": "GitHub", "accounts": [ideas.handle]}),
                ("[[site]]", {"name": "Mastodon", "accounts": [ideas.handle]}),
                ("[[site]]", {"name": "Lichess", "behaviour": "catch-all"}),
            ],
        ),
        ("Where a trainee may go wrong", [("[[trap]]", trap) for trap in _traps(domain)]),
        ("What the trainee is asked", [("[[question]]", question) for question in _questions(ideas, link, page)]),
    ]
    return [(comment, "\n".join(toml_table(*table) for table in tables)) for comment, tables in parts]


def _head(ideas: Ideas, domain: str, link: str) -> dict[str, Value]:
    brief = (
        f"Everything in this exercise is invented, the number {ideas.phone} too.\n\n"
        f"An advertisement for work abroad names {ideas.phone} and {link}. Its writer signs as {ideas.handle}.\n"
        f"Where does the link lead, who is behind it? Do not touch {domain}: he counts his visitors.\n"
    )
    return {
        "title": ideas.title,
        "brief": brief,
        "level": "beginner",
        "minutes": 30,
        "seeds": [ideas.phone, f"@{ideas.handle}", link],
        "other_sites": "nobody",
    }


def _suspect(ideas: Ideas, domain: str) -> dict[str, Value]:
    return {
        "name": "Jone Example",
        "role": "suspect",
        "languages": ["en", "fj"],
        "handles": [ideas.handle],
        "phones": [ideas.phone],
        "bio": f"Work abroad, call {ideas.phone}",
        "website": f"https://{domain}/",
    }


def _traps(domain: str) -> list[dict[str, Value]]:
    return [
        {
            "title": "His page counts its visitors",
            "kind": "counter",
            "at": domain,
            "points": 15,
            "lesson": "Where the link leads could be seen without following it.",
        },
        {
            "title": "A site that says yes to anybody",
            "kind": "catch-all",
            "at": "Lichess",
            "lesson": "A handle that nobody has is found there too, so the answer means nothing.",
        },
    ]


def _questions(ideas: Ideas, link: str, page: str) -> list[dict[str, Value]]:
    return [
        {
            "ask": f"Where does {link} lead?",
            "kind": "url",
            "answers": [page],
            "hints": ["A shortener can say where a link leads without a visit."],
            "command": f"osint link expand {link}",
            "lesson": "The last address was named by the shortener; its page was never opened.",
        },
        {
            "ask": f"On which sites does {ideas.handle} have an account?",
            "answers": ["GitHub", "Mastodon"],
            "need": 2,
            "points": 20,
            "command": f"osint account find {ideas.handle}",
            "wrong": {"Lichess": "it says yes to anybody"},
        },
    ]
