"""Telegram's preview page: what t.me shows of a public name to somebody without the app.

Links: https://core.telegram.org/api/links#public-username-links; names have 5 to 32 letters, digits and underscores
(https://core.telegram.org/method/account.checkUsername), some of four are sold. The page is for people: its parts are
told by their classes, ``tgme_page_title``, ``tgme_page_description``, ``tgme_page_extra``, ``tgme_page_photo_image``.
A name that nobody has brings a page without a title that asks search engines not to keep it.
"""

import re
from collections.abc import Iterator

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.accounts import NAMED, account_findings, handle_on, link_fact, no_account
from osint_kit.sources.fact import Fact
from osint_kit.sources.html_page import LONGEST
from osint_kit.sources.html_text import links, plain
from osint_kit.sources.json_answers import refuse_trouble
from osint_kit.sources.source import Declaration, Planned

NAME = re.compile(r"[a-z][a-z0-9_]{3,31}", re.IGNORECASE)
PART = r"<{0}\b[^<>]*\bclass=\"[^\"]*\b{1}\b[^\"]*\"[^<>]*>"
TITLE, WORDS, EXTRA = (
    re.compile(PART.format("div", name) + r"(.*?)</div>", re.DOTALL)
    for name in ("tgme_page_title", "tgme_page_description", "tgme_page_extra")
)
PHOTO = re.compile(r"<img\b[^<>]*\bclass=\"tgme_page_photo_image\"[^<>]*\bsrc=\"(https://[^\"<>]+)\"")
NOBODY = re.compile(r"<meta\s+name=\"robots\"\s+content=\"noindex,\s*nofollow\"")
OWN_LINK = "tgme_username_link"
"""In the sentence that stands where an owner wrote nothing."""
COUNTS = re.compile(r"[\d\s.,]+[KM]?\s+(subscribers?|members?|monthly users?)", re.IGNORECASE)
LEARNS = "Telegram, but not the owner of the account"

DECLARATION = Declaration(
    name="telegram",
    title="Telegram",
    home="https://telegram.org",
    documentation="https://core.telegram.org/api/links#public-username-links",
    terms="https://telegram.org/tos",
    kinds=(Kind.HANDLE, Kind.ACCOUNT),
    reach=Reach.PLATFORM,
    pace="no limit is published; 10 a second at most",
    yields=("account", "local_number", "display_name", "bio", "picture", "description", *NAMED[:1]),
    grade=Grade("B", 3, "written by the owner of the account about himself"),
    learns=LEARNS,
    follows=NAMED[:1],
)


class Telegram:
    """The user, channel or group of a public name."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request, where Telegram allows such a name at all."""
        name = _name(identifier)
        return [Planned(f"the preview page of {name}", "t.me", Reach.PLATFORM, LEARNS)] if name else []

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the account, or that there is none. Raises ``Failure``."""
        name = _name(identifier)
        if name:
            answer = gateway.http(HttpRequest(f"https://t.me/{name}", Reach.PLATFORM, DECLARATION.name))
            yield from read(identifier, name, answer)


def read(asked: Identifier, name: str, answer: HttpAnswer) -> Iterator[Finding]:
    """Read a preview page. Raises `Unreachable` for any other page."""
    refuse_trouble(answer, "Telegram")
    if answer.status != 200:
        raise Unreachable(f"Telegram answered in an unknown form (status {answer.status})", answer.evidence)
    page, url = answer.text[:LONGEST], f"https://t.me/{name}"
    title = TITLE.search(page)
    if title and plain(title[1]):
        account = Identifier(Kind.ACCOUNT, f"telegram:{name}")
        yield from account_findings(DECLARATION, asked, account, url, answer, _facts(page, plain(title[1])))
    elif NOBODY.search(page):
        yield no_account(DECLARATION, asked, url, answer)
    else:
        raise Unreachable("Telegram answered with a page of another form", answer.evidence)


def _facts(page: str, title: str) -> Iterator[Fact]:
    yield Fact("display_name", title, title, "tgme_page_title")
    if (words := WORDS.search(page)) and OWN_LINK not in words[1] and plain(words[1]):
        yield Fact("bio", plain(words[1]), words[1], "tgme_page_description")
        for address in links(words[1]):
            if address.startswith(("http://", "https://")):
                yield from link_fact("mentions", address, "tgme_page_description")
    if (extra := EXTRA.search(page)) and COUNTS.search(plain(extra[1])):
        yield Fact("description", plain(extra[1]), extra[1], "tgme_page_extra")
    if photo := PHOTO.search(page):
        yield Fact("picture", photo[1], photo[1], "tgme_page_photo_image")


def _name(identifier: Identifier) -> str | None:
    name = handle_on("telegram", identifier)
    return name if name and NAME.fullmatch(name) else None
