"""How the sites of the range look: their pages, and the marks that a community list takes from them."""

import json
import random
from dataclasses import dataclass

WORDS = "island reef palm coral mango tide lagoon breeze harbour canoe drum kava sugar ginger taro yam wave".split()
NAMES = "Sefa Mere Jone Litia Tomasi Ana Peni Salote Viliame Losana".split()


@dataclass(frozen=True)
class Look:
    """How a site's pages are built, and the marks that a list takes from them. ``{}`` stands for the handle."""

    path: str
    there: str
    not_there: str
    e_string: str
    m_string: str
    m_code: int
    type: str = "text/html; charset=utf-8"


def page(title: str, head: str, body: str, weight: int, dice: random.Random) -> str:
    """A page with some furniture around what it is about."""
    filler = " ".join(dice.choices(WORDS, k=weight))
    nav = '<nav><a href="/">Home</a> <a href="/login">Log in</a> <a href="/signup">Sign up</a></nav>'
    form = '<form action="/search"><input name="q" placeholder="Search"></form>'
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}<style>.a{{color:red}}</style></head>"
        f"<body>{nav}{form}<main>{body}</main><footer>{filler}</footer><script>var t = 1;</script></body></html>"
    )


def looks(number: int, dice: random.Random) -> Look:
    """One of the ways in which sites are built."""
    site = f"{dice.choice(WORDS).title()}{dice.choice(WORDS).title()}"
    name, bio = dice.choice(NAMES), " ".join(dice.choices(WORDS, k=8))
    weight = dice.choice((20, 100, 400, 1200))
    kind = dice.randrange(6)
    card = f"<span>{name}</span><p>{bio}</p>"
    missing = dice.choice(("User not found", "This page does not exist", "No such member", "Oops, nobody is here"))
    code = dice.choice((404, 404, 404, 200))
    if kind == 0:
        body = f'<div class="profile-card"><h1>{{}}</h1>{card}</div>'
        there = page(f"{{}} - {site}", "", body, weight, dice)
        return Look(
            "/u/{}", there, page(site, "", f"<h1>{missing}</h1>", 20, dice), 'class="profile-card"', missing, code
        )
    if kind == 1:
        head = '<link rel="canonical" href="URL"><meta property="og:url" content="URL">'
        there = page(f"{name} (@{{}}) • {site}", head, f'<section id="user">@{{}} {card}</section>', weight, dice)
        echo = page(site, "", f"<p>Sorry, the user <b>{{}}</b> could not be found.</p><p>{missing}</p>", 20, dice)
        return Look("/@{}", there, echo, "(@{account})", missing, code)
    if kind == 2:
        user = {"id": dice.randrange(10**6), "username": "{}", "display_name": name, "bio": bio}
        error = {"error": {"code": 404, "message": missing}}
        return Look(
            "/api/users/{}", json.dumps(user), json.dumps(error), '"username":', missing, code, "application/json"
        )
    if kind == 3:
        data = {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "mainEntity": {"@type": "Person", "name": name, "alternateName": "{}"},
        }
        head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        there = page(f"{name} | {site}", head, f'<div id="member-info">{card}</div>', weight, dice)
        return Look(
            "/members/{}/",
            there,
            page(f"404 | {site}", "", f"<h2>{missing}</h2>", 20, dice),
            "member-info",
            missing,
            404,
        )
    if kind == 4:
        state = json.dumps({"props": {"user": {"username": "{}", "followers": 3, "error": None}}})
        there = page(site, "", f'<div id="root"></div><script id="state">{state}</script>', weight, dice)
        none = page(
            site,
            "",
            f'<div id="root"></div><script id="state">{{"props": {{"error": "{missing}"}}}}</script>',
            weight,
            dice,
        )
        return Look("/{}", there, none, '"followers"', missing, code)
    there = page("{}'s profile", "", f"<h2>{{}}</h2><dl><dt>Joined</dt><dd>2019</dd></dl>{card}", weight, dice)
    echo = page("Not found", "", f'<h1>Not found</h1><p>There is no member called "{{}}". {missing}</p>', 20, dice)
    return Look("/profile/{}", there, echo, "<dt>Joined</dt>", missing, code)
