"""Whether a page is about this very handle: exactly, not a longer or a shorter one, and not as an echo. Pure.

What a page says for programs (the user name in its data, its own address) goes before what merely stands on it.
Whatever the page of the control says in the same way about its own handle is an echo, and counts for nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from osint_kit.accounts.answers import Answer
from osint_kit.accounts.page import read_page
from osint_kit.accounts.rule import PLACE, Rule
from osint_kit.canonical import Json

USER_NAMES = frozenset(
    "username user_name userName login handle screen_name screenName nick nickname nickName acct account slug "
    "preferredUsername uniqueId unique_id alternateName profile_name profileName userid user_id vanity".split()
)
"""Fields by which data name whom they are about; ``name`` is what somebody calls himself there."""
CONTEXT = 8
"""Characters before a mention that tell whether two pages mention in the same breath."""
WINDOW = 160
"""Characters around a mention in which the rest of its sentence is looked for."""

_HIGHLIGHTS = re.compile(r"</?(?:b|em|i|mark|strong|wbr)\b[^<>]*>", re.IGNORECASE)
_ECHOES = re.compile(
    r"<!--.*?-->|<(?:input|form|option)\b[^<>]*>|<textarea\b.*?</textarea\s*>|[?&][\w%.\[\]-]+=[^\"'<>\s]*",
    re.IGNORECASE | re.DOTALL,
)
"""Where a page repeats what it was asked: comments, the fields of a form, the query of an address."""
_INLINE = re.compile(r"</?(?:a|abbr|bdi|cite|code|font|kbd|q|s|samp|small|span|u|var)\b[^<>]*>", re.IGNORECASE)
_EXCUSE = re.compile(
    r"\bnot? (?:be )?(?:found|such|results?|match|user|account|profile|member|page|longer|registered|exist|available)"
    r"|\bno(?:thing|body|t)\b.{0,40}\b(?:found|match|named|called|exist)|n['’]t (?:be )?(?:find|found|exist|match|have)"
    r"|\b(?:could|can|did) ?not find|\bdid you mean|\bsearch|\bresults? for|\blooking for|\bunknown|\bdoes not"
    r"|\bavailable\b|\bis free\b|\bunclaimed|\bsimilar|\bsuggest|\bclosest|\binvalid|\b404\b|\berror\b"
    r"|introuvable|n['’]existe pas|aucun|nicht gefunden|kein[e]? |no existe|no se encontr|encontrad|não existe",
    re.IGNORECASE,
)
"""How pages say that they have nothing, or something else; a mention in such words is an excuse."""
_FIELD = re.compile(r"[\"']?(\w+)\\?[\"']?\s*:\s*\\?[\"']@?$")
"""The field of data within a page, up to its value."""
_QUERY = re.compile(r"^(q|s|query|search\w*|term|keywords?|input|request\w*|asked|path\w*|url|uri)$", re.IGNORECASE)
"""Fields that repeat what was asked."""


def names_handle(rule: Rule, answer: Answer, control: Answer) -> bool:
    """Whether the page that ``answer`` brought is about its handle. An answer that names nobody at all, such as
    ``{"taken": true}``, may be data: then its marks speak alone."""
    if any(PLACE in string for string in rule.there.strings):
        return True  # the positive mark itself holds the handle, and the control's page does not bear it
    data, other = _data(answer.body), _data(control.body)
    if data is not None:
        return _data_names(rule, answer, data, control, other)
    echoed, spare = _said_by_page(rule, control), _folded(rule, control.handle)
    said = {name for place, name in _said_by_page(rule, answer).items() if echoed.get(place) != spare}
    if said:
        return _folded(rule, answer.handle) in said
    echoes = {*mentions(rule, control, control.handle), *mentions(rule, control, answer.handle)}
    return any(mention not in echoes for mention in mentions(rule, answer, answer.handle))


def spelling_on(rule: Rule, answer: Answer) -> str:
    """The handle in the case that the site writes it; as it was asked where the page does not say."""
    pattern = rf"(?<![\w.-]){re.escape(rule.spelling(answer.handle))}(?![\w-])"
    ways = {found[0] for found in re.finditer(pattern, unescape(answer.body), re.IGNORECASE)}
    asked = rule.spelling(answer.handle)
    return next(iter(ways)) if len(ways) == 1 else asked


def mentions(rule: Rule, answer: Answer, handle: str) -> Iterator[tuple[str, str]]:
    """The text before and the character after each place where a page names a handle and no longer one.

    Left out are places where it repeats what it was asked, and where it says that it has nothing.
    """
    page = unescape(_HIGHLIGHTS.sub("", _ECHOES.sub(" ", answer.body)))
    for found in re.finditer(re.escape(rule.spelling(handle)), page, re.IGNORECASE):
        if begins(page, found.start()) and ends(page, found.end()) and not _is_excuse(page, *found.span()):
            before = "".join(page[max(found.start() - 4 * CONTEXT, 0) : found.start()].split())
            yield before[-CONTEXT:].casefold(), page[found.end() : found.end() + 1]


def begins(page: str, at: int) -> bool:
    """Whether a handle that is found here is not the end of a longer one."""
    before = page[at - 1 : at] if at else ""
    return not _of_handle(before) and before != "."


def ends(page: str, at: int) -> bool:
    """Whether a handle that is found up to here is not the beginning of a longer one; a full stop may follow."""
    after = page[at : at + 2]
    return not _of_handle(after[:1]) and not (after[:1] == "." and _of_handle(after[1:]))


def _of_handle(char: str) -> bool:
    """Whether a character carries a handle on; vowel signs do, which regular expressions take for no letters."""
    return bool(char) and (char.isalnum() or char in "_-" or unicodedata.category(char).startswith("M"))


def _is_excuse(page: str, start: int, end: int) -> bool:
    before, after = page[max(start - WINDOW, 0) : start], page[end : end + WINDOW]
    if field := _FIELD.search(before):
        return bool(_QUERY.search(field[1]))
    if before.rfind("<") > before.rfind(">"):  # within a tag: the value of an attribute
        sentence = re.split(r"[\"'<>]", before)[-1] + " " + re.split(r"[\"'<>]", after)[0]
        return " " in sentence.strip() and bool(_EXCUSE.search(sentence))
    sentence = _INLINE.sub("", before).rpartition(">")[2] + " … " + _INLINE.sub("", after).partition("<")[0]
    return bool(_EXCUSE.search(sentence))


def _said_by_page(rule: Rule, answer: Answer) -> dict[str, str]:
    """Whom a page says it is about, by the place where it says so: a user name, or its own address."""
    page = read_page(answer.body)
    found: dict[str, str] = {}
    if name := page.meta.get("profile:username"):
        return {"profile:username": name.strip("@ ").casefold()}
    for thing in page.linked_data:
        main = thing.get("mainEntity", thing) if isinstance(thing, dict) else None
        name = main.get("alternateName") if isinstance(main, dict) and main.get("@type") == "Person" else None
        if isinstance(name, str):
            found["alternateName"] = name.strip("@ ").casefold()
    for place, address in (("canonical", page.link("canonical")), ("og:url", page.meta.get("og:url", ""))):
        if name := _in_address(rule, address):
            found[place] = name
    return found


def _in_address(rule: Rule, address: str) -> str:
    """The handle in an address that is built as the rule's own; empty where it is built otherwise."""
    for template in (rule.uri_pretty, rule.uri_check):
        before, place, after = re.sub(r"^https?://(www\.)?", "", template).partition(PLACE)
        if not place or "?" in before:
            continue  # in a query the handle is what was asked for
        path = before[before.find("/") :] if "/" in before else ""
        bare = re.sub(r"^https?://(www\.)?", "", address.strip())
        if path and bare.startswith("/"):
            before = path
        pattern = rf"{re.escape(before)}@?([^/?#&]+){re.escape(after.rstrip('/').partition('?')[0])}/?(?:[?#].*)?"
        if found := re.fullmatch(pattern, bare, re.IGNORECASE):
            return unquote(found[1]).casefold()
    return ""


def _data(body: str) -> Json:
    """The data of an answer that is for programs; None where it is a page."""
    start = body.lstrip("\ufeff \t\r\n")
    if start[:1] not in ("{", "["):
        return None
    try:
        value: Json = json.loads(start)
    except (ValueError, RecursionError):
        return None
    return value


def _data_names(rule: Rule, answer: Answer, data: Json, control: Answer, other: Json) -> bool:
    wanted, spare = _folded(rule, answer.handle), _folded(rule, control.handle)
    named = [(name, value) for name, value in _strings(data) if name in USER_NAMES]
    if named:
        forms = {spare, _as_asked(rule, control.handle)}
        echoed = {name for name, value in _strings(other) if _bare(value) in forms}
        forms = {wanted, _as_asked(rule, answer.handle)}
        return any(_bare(value) in forms and name not in echoed for name, value in named)
    echoed = {name for name, value in _strings(other) if _spaced(spare) in _spaced(value)}
    fields = [(name, value) for name, value in _strings(data) if name not in echoed]
    if any(_mentions_exactly(value, wanted) for _, value in fields):
        return True
    names = [(name, value) for name, value in _strings(data) if name in ("name", "displayName")]
    # A name that the control is given too says nothing, of nobody else either.
    repeats = all(name in echoed and _spaced(value) == _spaced(wanted) for name, value in names)
    return bool(rule.there.strings) and repeats


def _mentions_exactly(value: str, wanted: str) -> bool:
    text = value.casefold()
    places = [found.span() for found in re.finditer(re.escape(wanted), text)]
    return any(begins(text, start) and ends(text, end) and not _EXCUSE.search(text) for start, end in places)


def _strings(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """All texts of a JSON value with the name of their field."""
    todo: list[tuple[str, Json]] = [(name, value)]
    while todo:
        field, item = todo.pop()
        if isinstance(item, str):
            yield field, item
        elif isinstance(item, dict):
            todo.extend(item.items())
        elif isinstance(item, list):
            todo.extend((field, part) for part in item)


def _as_asked(rule: Rule, handle: str) -> str:
    """The handle with what stands around it in the address, which is whole there: ``sefa.bsky.social``."""
    around = re.search(rf"[^/?&=#]*{re.escape(PLACE)}[^/?&=#]*", rule.uri_check)
    return _bare(rule.fill(around[0] if around else PLACE, handle))


def _spaced(value: str) -> str:
    """A name in which low lines and spaces are one, as MediaWiki has it (https://www.mediawiki.org/wiki/API:Users)."""
    return _bare(value).replace("_", " ")


def _bare(value: str) -> str:
    return value.strip().removeprefix("@").casefold()


def _folded(rule: Rule, handle: str) -> str:
    return rule.spelling(handle).casefold()
