"""The red flags of one advertisement: each with the words that it was read from. Counted by nobody, no verdict."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from osint_kit.profiles.advert import Advert, Part, read_advert
from osint_kit.profiles.flags_phrases import GAP, Place, Word, words_of
from osint_kit.profiles.flags_rules import Rule
from osint_kit.profiles.flags_words import Book, own_book
from osint_kit.profiles.hubs import webmail
from osint_kit.texts.lines import context

FIXED = "fixed"


@dataclass(frozen=True)
class Flag:
    """A rule that fits a text: where it is first seen (``start`` to ``end``, in characters), and how many times.

    ``excerpt`` is empty where what was noticed is that something is missing.
    """

    rule: Rule
    excerpt: str = ""
    start: int | None = None
    end: int | None = None
    times: int = 1


def read(text: str, region: str | None = None, book: Book | None = None) -> Advert:
    """An advertisement taken apart. ``region`` is that of numbers without a country code."""
    words = words_of(text)
    hits: dict[str, list[Place]] = {}
    for key, place in (book or own_book()).phrases.find(words):
        hits.setdefault(key, []).append(place)
    return read_advert(text, hits, words, region)


def flags_of(advert: Advert, book: Book | None = None) -> Iterator[Flag]:
    """The flags of an advertisement in the order of the catalogue; those that were tested and failed among them."""
    book = book or own_book()
    for rule in book.rules.values():
        found = _FACTS[rule.code](advert) if rule.code in _FACTS else []
        if "words" in rule.reads and rule.code not in _COMBINED:
            found = [*_by_words(advert, rule, book), *found]
        if not found:
            continue
        start, end = min(found)
        yield Flag(rule, context(advert.text, start, end) if end else "", start, end, len(found)) if end else Flag(rule)


Span = tuple[int, int]
Reader = Callable[[Advert], list[Span]]
NOWHERE: Span = (0, 0)
"""For what is missing, and so stands nowhere."""


def _by_words(advert: Advert, rule: Rule, book: Book) -> list[Span]:
    """Where the words of a rule stand: one of its phrases, or one of each other group."""
    by_group = {
        group: _places(advert, f"{rule.code}/{group}", rule) for group in sorted(book.groups.get(rule.code, ()))
    }
    found = by_group.pop("phrases", [])
    if not found and by_group and all(by_group.values()):
        found = [places[0] for places in by_group.values()]
    return found


def _places(advert: Advert, key: str, rule: Rule | None = None) -> list[Span]:
    """The places of a key; of a rule whose opposite is said with a "no", those that have none before them."""
    places: Sequence[Place] = advert.hits.get(key, ())
    if rule and rule.negatable:
        denied = [place.last for place in advert.hits.get("list/not", ())]
        places = [place for place in places if not _is_denied(advert.words, place, denied)]
    return [(place.start, place.end) for place in places]


def _is_denied(words: Sequence[Word], place: Place, denied: Sequence[int]) -> bool:
    first = words[place.first]
    return any(
        place.first - GAP <= at <= place.last and (words[at].sentence, words[at].line) == (first.sentence, first.line)
        for at in denied
    )


def _spans(parts: Sequence[Part]) -> list[Span]:
    return [(part.start, part.end) for part in parts]


def _private(advert: Advert) -> list[Span]:
    """Contacts that are a person's own: mobile numbers, messengers, free mail."""
    phones = [part for part in advert.of("phone") if part.line_type != FIXED]
    return _spans([*phones, *advert.of("app"), *_webmails(advert)])


def _webmails(advert: Advert) -> list[Part]:
    return [part for part in advert.of("email") if part.value.rpartition("@")[2] in webmail()]


def _with_private(key: str) -> Reader:
    def found(advert: Advert) -> list[Span]:
        places = _places(advert, key)
        return places if places and _private(advert) else []

    return found


def _high_amounts(advert: Advert) -> list[Span]:
    return [(amount.start, amount.end) for amount in advert.money if amount.high]


def _beginner_high(advert: Advert) -> list[Span]:
    beginner = _places(advert, "no_experience_high_pay/beginner")
    high = _high_amounts(advert) or _places(advert, "high_pay/phrases")
    return [*beginner, *high] if beginner and high else []


def _is_about_work(advert: Advert) -> bool:
    return bool(advert.hits.get("list/work"))


def _only_app(advert: Advert) -> list[Span]:
    apps = [*_spans(advert.of("app")), *_places(advert, "moves_app/phrases")]
    others = [*advert.of("email"), *advert.of("link"), *(p for p in advert.of("phone") if p.line_type == FIXED)]
    return apps if apps and not others and _is_about_work(advert) else []


def _webmail(advert: Advert) -> list[Span]:
    own = [part for part in advert.of("email") if part.value.rpartition("@")[2] not in webmail()]
    return _spans(_webmails(advert)) if advert.hits.get("list/firm") and not own else []


def _look_alikes(advert: Advert) -> list[Span]:
    return _spans([part for part in (*advert.of("link"), *advert.of("email")) if imitated(part)])


def imitated(part: Part) -> str | None:
    """Whose domain that of a link or a mail address looks like."""
    from osint_kit.identifiers.url import read_url

    return imitated_by(part.value.rpartition("@")[2] if part.what == "email" else read_url(part.value).host)


def imitated_by(host: str) -> str | None:
    """Whose domain a host looks like, of the names that are known to be imitated."""
    from osint_kit.identifiers.domain import domain_record
    from osint_kit.identifiers.known_names import known_names

    return domain_record(host, known=known_names()).confusable_with


def _no_address(advert: Advert) -> list[Span]:
    if not (_is_about_work(advert) and advert.hits.get("list/firm")):
        return []
    fixed = any(part.line_type == FIXED for part in advert.of("phone"))
    named = advert.hits.get("list/address") or advert.hits.get("list/registered")
    return [] if fixed or named else [NOWHERE]


def places_named(advert: Advert) -> dict[str, list[Span]]:
    """The countries whose places the text names, ISO 3166, and where."""
    keys = (key for key in advert.hits if key.startswith("places/"))
    return {key.partition("/")[2]: _places(advert, key) for key in keys}


def _country_differs(advert: Advert) -> list[Span]:
    named = places_named(advert)
    phones = [part for part in advert.of("phone") if part.country]
    return _spans([part for part in phones if part.country not in named]) if named else []


def _obscured(advert: Advert) -> list[Span]:
    signs = ("emoji or signs", "spelled out", "letters stand", "signs stand", "stands by itself")
    return _spans([part for part in advert.of("phone") if any(sign in part.note for sign in signs)])


_FACTS: Mapping[str, Reader] = {
    "seasonal_private": _with_private("seasonal_private/scheme"),
    "official": _with_private("official/office"),
    "high_pay": _high_amounts,
    "no_experience_high_pay": _beginner_high,
    "moves_app": lambda advert: _spans(advert.of("app")),
    "only_app": _only_app,
    "webmail": _webmail,
    "look_alike": _look_alikes,
    "no_address": _no_address,
    "country_differs": _country_differs,
    "obscured_number": _obscured,
}
_COMBINED = frozenset(["seasonal_private", "official", "no_experience_high_pay", "only_app", "no_address"])
"""Rules whose words mean nothing without the facts."""
