"""A generated world written as a scenario file."""

from datetime import date

from osint_kit.exercises.generated_people import SITES, Account, Hardness, Known
from osint_kit.exercises.inventing import Inventor
from osint_kit.exercises.reading_sites import shown_fields
from osint_kit.exercises.story import Role
from osint_kit.exercises.toml_writing import Value, toml_table

LEVELS = {Hardness.EASY: "beginner", Hardness.MEDIUM: "intermediate", Hardness.HARD: "advanced"}
STARTS = date(2026, 11, 24)
ASKED = 5
"""Suspects that questions are asked about."""
SHARED_HOST = "203.0.113.200"
"""Where all domains of the noise are hosted, as with any cheap host."""


def write_scenario(
    name: str,
    inventor: Inventor,
    known: list[Known],
    namesakes: list[tuple[Account, Known]],
    noise: int,
    hardness: Hardness,
    seed: int,
) -> str:
    """The text of the scenario file."""
    suspects = [person for person in known if person.role is Role.SUSPECT][:ASKED]
    accounts = [account for person in known for account in person.accounts]
    accounts += [account for account, _ in namesakes]
    counts = [noise - noise // 3 - noise // 10, noise // 3, noise // 10]
    accounts += [_noise_account(inventor) for _ in range(counts[0])]
    tables = [
        toml_table("", _head(name, suspects, hardness, seed)),
        toml_table("[rules]", {"reach": "platform", "off_limits": [person.domain for person in suspects]}),
        *(_person(person) for person in known),
        *(_question(person) for person in suspects),
        *(_trap(account, person) for account, person in namesakes),
        *(_site(site, [account for account in accounts if account.site == site]) for site in SITES),
        *(text for person in known if person.domain for text in _domain(inventor, person)),
        *(_noise_domain(inventor) for _ in range(counts[1])),
        *(_noise_link(inventor) for _ in range(counts[2])),
    ]
    return "\n".join(tables)


def _head(name: str, suspects: list[Known], hardness: Hardness, seed: int) -> dict[str, Value]:
    brief = (
        "Everything here is invented by a program: people, names, numbers. It answers on this machine only.\n\n"
        f"{len(suspects)} handles were taken from complaints about recruiters. Find out which accounts, numbers and"
        " domains belong\nto each, and do not touch their own pages.\n"
    )
    return {
        "title": f"Practice no. {seed}",
        "brief": brief,
        "level": LEVELS[hardness],
        "minutes": 60,
        "starts": STARTS,
        "seed": seed,
        "other_sites": "nobody",
        "seeds": [f"@{person.start}" for person in suspects],
    }


def _person(person: Known) -> str:
    """``handles`` are left out: each account says by itself what it shows."""
    return toml_table(
        "[[person]]",
        {
            "name": person.name,
            "role": person.role.value,
            "phones": [person.phone],
            "emails": [person.email] if person.email else [],
            "wallets": [person.wallet] if person.wallet else [],
        },
    )


def _question(person: Known) -> str:
    number = toml_table(
        "[[question]]",
        {
            "ask": f"Which phone number does {person.start} use?",
            "kind": "phone",
            "answers": [person.phone],
            "command": f"osint account find {person.start} -f json",
        },
    )
    domain = toml_table(
        "[[question]]",
        {
            "ask": f"Which domain belongs to {person.start}?",
            "kind": "domain",
            "answers": [person.domain],
            "command": f"osint profile build @{person.start}",
        },
    )
    others = sorted({account.handle for account in person.accounts} - {person.start})
    handles = toml_table(
        "[[question]]",
        {
            "ask": f"Under which other handle is {person.start} known?",
            "kind": "handle",
            "answers": others,
            "command": f"osint profile build @{person.start}",
        },
    )
    return "\n".join([number, domain, *([handles] if others else [])])


def _trap(account: Account, person: Known) -> str:
    return toml_table(
        "[[trap]]",
        {
            "title": f"{account.handle} on {account.site} is somebody else",
            "kind": "namesake",
            "at": f"{account.site}:{account.handle}",
            "lesson": f"The same handle, another person than {person.name}: nothing ties the two.",
        },
    )


def _site(site: str, accounts: list[Account]) -> str:
    shown: list[Value] = [
        {
            "handle": account.handle,
            **{key: text for key, text in account.shows.items() if key in shown_fields(site)},
            **({"picture": account.picture} if account.picture else {}),
        }
        for account in accounts
    ]
    return toml_table("[[site]]", {"name": site, "accounts": shown})


def _domain(inventor: Inventor, person: Known) -> list[str]:
    days = inventor.dice.randint(5, 60)
    page = f"<h1>Work abroad</h1><p>WhatsApp {person.phone}, {person.email}</p><p>Visitor {{visits}}</p>"
    whois: dict[str, Value] = {
        "created": f"{days} days before the start",
        "registrar": "Cheap Host Ltd",
        "country": "FJ",
    }
    whois["emails"] = [person.email]
    return [
        toml_table(
            "[[domain]]",
            {
                "name": person.domain,
                "whois": whois,
                "certificates": [f"{days - 1} days before the start"],
                "captures": [f"{days // 2} days before the start"],
            },
        ),
        toml_table("[[page]]", {"url": f"https://{person.domain}/", "title": "Jobs", "body": page}),
        toml_table(
            "[[short_link]]",
            {"url": person.link, "target": f"https://{person.domain}/", "visits": inventor.dice.randrange(9, 900)},
        ),
    ]


def _noise_account(inventor: Inventor) -> Account:
    account = Account(inventor.dice.choice(SITES), inventor.handle(), {})
    if inventor.dice.random() < 0.5:
        account.say(inventor.dice.choice(("Hello.", "Fishing and rugby.", "Here to learn.", "Coffee first.")))
    return account


def _noise_domain(inventor: Inventor) -> str:
    created = f"{inventor.dice.randint(100, 5000)} days before the start"
    return toml_table(
        "[[domain]]",
        {"name": inventor.domain(), "address": SHARED_HOST, "whois": {"created": created, "country": "FJ"}},
    )


def _noise_link(inventor: Inventor) -> str:
    host = inventor.domain()
    link = toml_table("[[short_link]]", {"url": inventor.short_link(), "target": f"https://{host}/"})
    return "\n".join([link, toml_table("[[domain]]", {"name": host, "address": SHARED_HOST})])
