"""The sites of the range, drawn from a seed: each with the rule that a community list has for it, and what it does.

A rule was right once. On an answerable site it still is; on the others the site has changed, or answers nobody.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from tests.bench.accounts.looks import NAMES, Look, looks, page

DELAY = 0.1
"""Seconds before each answer."""


@dataclass(frozen=True)
class Reply:
    """What a site sends: a status, headers and a page after some seconds; a status of 0 is a broken connection."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = DELAY
    type: str = "text/html; charset=utf-8"


@dataclass
class Site:
    """One site. ``truth`` says of the handle "found" or "absent", and "unclear" where no honest tool can tell."""

    number: int
    kind: str
    look: Look
    member: bool
    truth: str
    dice: random.Random
    members: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"s{self.number}"

    def serve(self, handle: str, path: str) -> Reply:
        """The answer to a request about a handle."""
        return BEHAVIOURS[self.kind](self, handle, path)

    def account(self, handle: str) -> str | None:
        """The handle as its owner writes it, where there is such an account."""
        return self.members.get(handle.casefold())


def _show(site: Site, template: str, handle: str) -> str:
    address = f"http://{site.name}.example/{site.name}{site.look.path}".replace("{}", handle)
    return template.replace("{}", escape(handle)).replace("URL", address)


def _there(site: Site, handle: str, **more: object) -> Reply:
    return Reply(200, _show(site, site.look.there, handle), type=site.look.type, **more)  # type: ignore[arg-type]  # of Reply


def _not_there(site: Site, handle: str, **more: object) -> Reply:
    body = _show(site, site.look.not_there, handle)
    return Reply(site.look.m_code, body, type=site.look.type, **more)  # type: ignore[arg-type]  # as above


def healthy(site: Site, handle: str, path: str) -> Reply:
    owner = site.account(handle)
    return _there(site, owner) if owner else _not_there(site, handle)


def slow(site: Site, handle: str, path: str) -> Reply:
    owner = site.account(handle)
    delay = 0.3 + site.number % 4 / 10
    return _there(site, owner, delay=delay) if owner else _not_there(site, handle, delay=delay)


def slashed(site: Site, handle: str, path: str) -> Reply:
    """A site that puts a slash behind its addresses, or takes it away."""
    want = path.rstrip("/") if site.look.path.endswith("/") else path.rstrip("/") + "/"
    if path != want:
        return Reply(301, "", (("Location", want),))
    return healthy(site, handle, path)


def talkative(site: Site, handle: str, path: str) -> Reply:
    """A bio that speaks of walls, and a log-in form on every page."""
    owner = site.account(handle)
    if not owner:
        return _not_there(site, handle)
    talk = "I solve any captcha! Too many requests? Log in to see my photos. Not found anywhere else."
    form = '<form><input type="password"></form>'
    reply = _there(site, owner)
    return Reply(200, reply.body.replace("<footer>", f"<p>{talk}</p>{form}<footer>"), type=reply.type)


def catch_all(site: Site, handle: str, path: str) -> Reply:
    return _there(site, handle)


def soft_404(site: Site, handle: str, path: str) -> Reply:
    """The front page with status 200 for everybody; the marks are gone."""
    body = f"<h1>Welcome</h1><p>Popular today: {site.dice.choice(NAMES)}</p>"
    return Reply(200, page("Welcome", "", body, 100, random.Random(site.number)))


def redesigned(site: Site, handle: str, path: str) -> Reply:
    """Everything is drawn by a script; the account's page and the missing one are the same shell."""
    return Reply(
        200, page("App", "", f'<div id="app" data-path="{escape(path)}"></div>', 200, random.Random(site.number))
    )


def half_redesigned(site: Site, handle: str, path: str) -> Reply:
    """The positive mark stands in the frame of every page now, and so does the address that was asked for."""
    mark = site.look.e_string.replace("{account}", escape(handle)).replace("{}", escape(handle))
    head = f'<link rel="canonical" href="http://{site.name}.example{escape(path)}">'
    return Reply(200, page(f"{escape(handle)} | App", head, f"<aside>{mark}</aside>", 100, random.Random(site.number)))


def bot_check(site: Site, handle: str, path: str) -> Reply:
    texts = (
        ("Just a moment...", "<h1>Checking your browser</h1><p>Enable JavaScript and cookies to continue.</p>"),
        ("Security check", '<p>Please verify you are human.</p><div class="h-captcha"></div>'),
        ("Pardon our interruption", "<p>Are you a robot? Solve the CAPTCHA.</p>"),
    )
    title, body = texts[site.number % 3]
    mark = site.look.e_string.replace("{account}", escape(handle)) if site.number % 2 else ""
    return Reply(200, page(title, "", f"{body}{mark}", 50, random.Random(site.number)))


def forbidden(site: Site, handle: str, path: str) -> Reply:
    status = (403, 503, 403, 405)[site.number % 4]
    return Reply(status, page("Access denied", "", f"<h1>Access denied</h1>{site.look.m_string}", 10, site.dice))


def consent(site: Site, handle: str, path: str) -> Reply:
    if site.number % 2:
        return Reply(302, "", (("Location", f"http://consent.example/?continue={path}"),))
    return Reply(200, page("Before you continue", "", "<p>Accept all cookies to continue.</p>", 50, site.dice))


def login(site: Site, handle: str, path: str) -> Reply:
    if site.number % 2:
        return Reply(302, "", (("Location", f"/{site.name}/login?next={path}"),))
    body = f'<h1>Log in to see {escape(handle)}</h1><form><input type="password"></form>'
    return Reply(200, page(f"Log in | {escape(handle)}", "", body, 50, site.dice))


def limited(site: Site, handle: str, path: str) -> Reply:
    if site.number % 3 == 0:
        return Reply(200, page("Slow down", "", "<p>Too many requests. Try again later.</p>", 10, site.dice))
    wait = (("Retry-After", "120"),) if site.number % 3 == 1 else ()
    return Reply(429, page("Too many requests", "", f"<p>{site.look.m_string}</p>", 10, site.dice), wait)


def country(site: Site, handle: str, path: str) -> Reply:
    status = 451 if site.number % 2 else 200
    return Reply(status, page("Sorry", "", "<p>This service is not available in your country.</p>", 10, site.dice))


def fuzzy(site: Site, handle: str, path: str) -> Reply:
    """A search that always finds somebody; made-up names find nobody, and are not repeated."""
    near = site.account(handle)
    if near is None:
        return _not_there(site, "x")
    echo = (
        f'<form><input name="q" value="{escape(handle)}"></form><p>Search results for "{escape(handle)}"</p>',
        f"<p>No user {escape(handle)} was found. Did you mean:</p>",
    )[site.number % 2]
    body = _show(site, site.look.there, near)
    if site.look.type == "application/json":
        return Reply(200, json.dumps({"query": handle, "results": [json.loads(body)]}), type=site.look.type)
    return Reply(200, body.replace("<main>", f"<main>{echo}"))


def truncating(site: Site, handle: str, path: str) -> Reply:
    """The page of whoever has the beginning of the handle."""
    near = site.account(handle)
    return _there(site, near) if near else _not_there(site, handle)


def parked(site: Site, handle: str, path: str) -> Reply:
    if site.number % 2:
        return Reply(301, "", (("Location", "http://parking.example/"),))
    return Reply(200, page("This domain is for sale", "", f"<p>Related searches: {escape(handle)}</p>", 30, site.dice))


def reset(site: Site, handle: str, path: str) -> Reply:
    return Reply(0)


def broken(site: Site, handle: str, path: str) -> Reply:
    return Reply((500, 502, 504)[site.number % 3], page("Error", "", f"<p>{site.look.m_string}</p>", 10, site.dice))


Behaviour = Callable[[Site, str, str], Reply]
ANSWERABLE: dict[str, tuple[Behaviour, int]] = {
    "healthy": (healthy, 40),
    "slow": (slow, 3),
    "slashed": (slashed, 3),
    "talkative": (talkative, 4),
}
UNANSWERABLE: dict[str, tuple[Behaviour, int]] = {
    "catch-all": (catch_all, 5),
    "soft 404": (soft_404, 4),
    "redesigned": (redesigned, 4),
    "half redesigned": (half_redesigned, 4),
    "bot check": (bot_check, 5),
    "forbidden": (forbidden, 4),
    "consent": (consent, 2),
    "login": (login, 4),
    "rate limit": (limited, 4),
    "country": (country, 2),
    "fuzzy": (fuzzy, 4),
    "truncating": (truncating, 4),
    "parked": (parked, 2),
    "reset": (reset, 2),
    "broken": (broken, 2),
}
BEHAVIOURS = {kind: behaviour for kind, (behaviour, _) in (ANSWERABLE | UNANSWERABLE).items()}


def draw(seed: int, count: int, handle: str) -> list[Site]:
    """The sites of a range; ``handle`` is the one that will be asked about."""
    dice = random.Random(seed)
    weights = {kind: weight for kind, (_, weight) in (ANSWERABLE | UNANSWERABLE).items()}
    kinds = dice.choices(list(weights), list(weights.values()), k=count)
    sites = []
    for number, kind in enumerate(kinds):
        member = dice.random() < 0.3
        truth = ("found" if member else "absent") if kind in ANSWERABLE else "unclear"
        site = Site(number, kind, looks(number, dice), member, truth, random.Random(number))
        site.members = {f"known{number}": f"known{number}"}
        if kind in ANSWERABLE and member:
            site.members[handle.casefold()] = dice.choice((handle, handle, handle.capitalize()))
        if kind in ("fuzzy", "truncating"):
            others: tuple[str, ...] = (handle[:-2], handle.rstrip("0123456789"), handle.partition(".")[0])
            if kind == "fuzzy":
                others = (f"{handle}1", f"x{handle}", f"{handle}-jr", f"the.{handle}", *others)
            site.members[handle.casefold()] = dice.choice([other for other in others if other not in ("", handle)])
        sites.append(site)
    return sites


def rule(site: Site) -> dict[str, object]:
    """The rule of a site in the WhatsMyName form."""
    look = site.look
    return {
        "name": site.name,
        "uri_check": f"http://{site.name}.example/{site.name}{look.path}".replace("{}", "{account}"),
        "e_code": 200,
        "e_string": look.e_string.replace("{}", "{account}"),
        "m_code": look.m_code,
        "m_string": look.m_string,
        "known": [f"known{site.number}"],
        "cat": "social",
    }
