"""The records of `osint profile flags`: a line a contact or an amount, then a line a flag."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osint_kit.profiles.advert import Advert
    from osint_kit.profiles.flags_text import Flag
    from osint_kit.profiles.flags_words import Book
    from osint_kit.tables.values import Row

TEXT_FIELDS = (
    "input",
    "what",
    "value",
    "title",
    "evidence_grade",
    "excerpt",
    "start",
    "end",
    "times",
    "note",
    "innocent",
    "source",
    "problem",
)


class Reading:
    """Texts as they are read, and what all of them say together."""

    def __init__(self, book: "Book", region: str | None) -> None:
        from osint_kit.identifiers.phone import check_region
        from osint_kit.profiles.flags_contacts import Contacts

        self.book = book
        self.region = check_region(region) if region else None
        self._contacts = Contacts(book)
        self._failed: dict[str, int] = {}
        self._texts = self._flags = 0

    def take(self, text: str) -> "Advert":
        """An advertisement taken apart."""
        from osint_kit.profiles.flags_text import read

        advert = read(text, self.region, self.book)
        self._contacts.add(advert)
        self._texts += 1
        return advert

    def rows(self, advert: "Advert", name: str, cut: bool) -> "Iterator[Row]":
        """The records of one text; one says so where nothing stands in it."""
        from osint_kit.profiles.advert import LONGEST
        from osint_kit.profiles.flags_text import flags_of

        rows: list[Row] = [
            {
                "input": name,
                "what": part.what,
                "value": part.value,
                "excerpt": advert.text[part.start : part.end],
                "start": part.start,
                "end": part.end,
                "note": part.note or None,
            }
            for part in advert.parts
        ]
        for flag in flags_of(advert, self.book):
            if flag.rule.shown:
                rows.append(_flag_row(flag, name))
                self._flags += 1
            else:
                self._failed[flag.rule.code] = self._failed.get(flag.rule.code, 0) + 1
        rows = rows or [{"input": name, "note": "no contact, no money and no flag was read"}]
        if cut:
            rows[-1] = {**rows[-1], "problem": f"only the first {LONGEST:,} characters were read"}
        yield from rows

    def rows_of_all(self) -> "Iterator[Row]":
        """What the texts say together: one contact under several names, or for several countries."""
        for contact, flag in self._contacts.flags():
            yield _flag_row(flag, str(contact))

    def count(self) -> str:
        """How many flags, and what that says."""
        texts = "1 text" if self._texts == 1 else f"{self._texts:,} texts"
        flags = "1 flag" if self._flags == 1 else f"{self._flags:,} flags"
        return f"{flags} in {texts}; 98 of 100 job advertisements in a study had one or more, so a count means little"

    def failed_words(self) -> Iterator[str]:
        """What was read and is no flag, because a test found that it tells nothing."""
        for code, times in self._failed.items():
            rule = self.book.rules[code]
            texts = "1 text" if times == 1 else f"{times} texts"
            yield f"read in {texts}, and no flag: {rule.title} ({rule.evidence_grade}: {rule.innocent})"


def rule_rows(book: "Book") -> "Iterator[Row]":
    """The catalogue, a record a rule."""
    for rule in book.rules.values():
        yield {
            "flag": rule.code,
            "title": rule.title,
            "evidence_grade": rule.evidence_grade.value,
            "source": rule.source,
            "innocent": rule.innocent,
            "reads": list(rule.reads),
            "languages": sorted(set(book.languages)) if "words" in rule.reads else [],
        }


def _flag_row(flag: "Flag", name: str) -> "Row":
    return {
        "input": name,
        "what": "flag",
        "value": flag.rule.code,
        "title": flag.rule.title,
        "evidence_grade": flag.rule.evidence_grade.value,
        "excerpt": flag.excerpt or None,
        "start": flag.start,
        "end": flag.end,
        "times": flag.times,
        "innocent": flag.rule.innocent,
        "source": flag.rule.source,
    }
