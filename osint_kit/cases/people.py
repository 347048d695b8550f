"""The people of a case: who the operator says is a victim, a witness, a minor, and which identifiers are theirs.

A role comes from a decision of the operator and from nowhere else. It goes for the identifier it was said of, for
those that he decided to be the same person's (`same-as`), and for what names them, such as a link to their account.
Reports and exports leave such identifiers out, and the names that were told of them, unless told otherwise:
`People.mask`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast
from urllib.parse import unquote

from osint_kit.canonical import Json
from osint_kit.cases.case import Case
from osint_kit.cases.decisions import Decision, Role, Verdict, decisions
from osint_kit.cases.forms import forms_of, forms_of_text
from osint_kit.cases.reading import findings_with
from osint_kit.findings import DECISION, Finding, as_text
from osint_kit.identifiers import Identifier, Kind

J = TypeVar("J", bound=Json)
_NAMED_WITHIN = frozenset({Kind.URL, Kind.ACCOUNT, Kind.EMAIL, Kind.DOMAIN})
"""Kinds whose values may hold another identifier: a link to an account, an account of a handle."""
MOST_ENCODED = 5
"""Times that a value may be percent-encoded over and over, as in a link within a link within a link."""
TOLD = {Kind.ACCOUNT: ("display_name", "full_name", "name"), Kind.DOMAIN: ("registrant",)}
"""The properties that tell what somebody is called, by the kind of what they are told of."""
TOLD_NAMES = frozenset(chain.from_iterable(TOLD.values()))
STRICTER = (Role.UNKNOWN, Role.SUSPECT, Role.WITNESS, Role.VICTIM)
"""Of several roles that were said of one person the last one counts."""
SHORTEST_NAME = 3
"""Characters; a shorter name is left where it stands, or it would be found in half of all texts."""


@dataclass(frozen=True)
class Standing:
    """What a person is in the case. ``label`` stands in place of the person's identifiers, such as ``[victim 1]``.

    ``reason`` is what the operator gave for it.
    """

    role: Role
    minor: bool = False
    label: str = ""
    reason: str = ""

    @property
    def protected(self) -> bool:
        """Whether nothing may be asked about this person beyond reach ``offline``, and no report names them."""
        return self.minor or self.role in (Role.VICTIM, Role.WITNESS)

    @property
    def words(self) -> str:
        """The standing for a person to read: ``victim``, ``minor``, ``witness, a minor``."""
        if not self.minor:
            return self.role.value
        return "minor" if self.role is Role.UNKNOWN else f"{self.role.value}, a minor"


class People:
    """Who is who, by the newest decisions. Immutable; `of` reads it from a case.

    ``told`` are findings by which names are known; those of protected persons are masked too. They are gone through
    when a text is masked for the first time: who only asks for a standing does not wait for that.
    """

    def __init__(self, made: Iterable[Decision], told: Iterable[Finding] = ()) -> None:
        self._standings = _standings(list(made))
        self._told = told

    @classmethod
    def of(cls, case: Case | None) -> "People":
        """The people of a case, read from the decisions in its runs; nobody where there is no case."""
        if case is None:
            return cls(())
        made = decisions(finding for _, finding in findings_with(case, DECISION))
        return cls(made, (finding for _, finding in findings_with(case, *sorted(TOLD_NAMES))))

    @property
    def known(self) -> Mapping[Identifier, Standing]:
        """All identifiers whose person has a role, oldest decision first."""
        return self._standings

    @property
    def protected(self) -> tuple[Identifier, ...]:
        """The identifiers of victims, witnesses and minors, in a fixed order."""
        return tuple(item for item, standing in self._standings.items() if standing.protected)

    def standing(self, identifier: Identifier) -> Standing:
        """What was decided of the person behind an identifier; ``unknown`` where nothing was."""
        return self._standings.get(identifier, Standing(Role.UNKNOWN))

    def protection(self, identifier: Identifier) -> Standing | None:
        """The standing by which an identifier is protected: its own, or that of one that it names; else None.

        A link to a victim's account names the victim, and so does that account for the handle.
        """
        own = self.standing(identifier)
        if own.protected:
            return own
        if identifier.kind in _NAMED_WITHIN:
            return self._named(identifier.value)
        if identifier.kind is Kind.HANDLE:
            accounts = (item for item in self.protected if item.kind is Kind.ACCOUNT)
            owner = next((item for item in accounts if item.value.partition(":")[2] == identifier.value), None)
            return self._standings[owner] if owner else None
        return None

    def mask(self, text: str) -> str:
        """A text with each identifier and name of a protected person replaced by a label, such as ``[victim 1]``.

        What is percent-encoded comes out decoded where somebody protected stands in it.
        """
        text = self._labelled(text)
        for decoded in _decodings(text):
            if (shown := self._labelled(decoded)) != decoded:
                text = shown
        return text

    def _labelled(self, text: str) -> str:
        for pattern in (self._name_pattern, self._pattern):
            if pattern:
                text = pattern.sub(lambda found: self._labels[cast(str, found.lastgroup)], text)
        return text

    def masked(self, value: J) -> J:
        """The same for all texts in a JSON value, the names of its fields too."""
        if not self._pattern:
            return value
        return cast(J, self._masked(value))

    def _masked(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, Mapping):
            return {self.mask(key): self._masked(item) for key, item in value.items()}
        if isinstance(value, Sequence):
            return [self._masked(item) for item in value]
        return value

    def _named(self, text: str) -> Standing | None:
        if not self._pattern:
            return None
        for form in (text, *_decodings(text)):
            if found := self._pattern.search(form):
                return self._standings[self._owners[cast(str, found.lastgroup)]]
        return None

    @cached_property
    def _owners(self) -> dict[str, Identifier]:
        longest_first = sorted(self.protected, key=lambda item: -len(item.value))
        return {f"p{number}": item for number, item in enumerate(longest_first)}

    @cached_property
    def _labels(self) -> dict[str, str]:
        of_names = {f"n{number}": standing.label for number, standing in enumerate(self._names.values())}
        return of_names | {group: self._standings[item].label for group, item in self._owners.items()}

    @cached_property
    def _names(self) -> dict[str, Standing]:
        names = {item.value: self._standings[item] for item in self.protected if item.kind is Kind.NAME}
        for finding in self._told if self.protected else ():
            standing, name = self.protection(finding.subject), as_text(finding)
            if standing and finding.property in TOLD_NAMES and len(name) >= SHORTEST_NAME:
                names.setdefault(name, standing)
        return names

    @cached_property
    def _name_pattern(self) -> re.Pattern[str] | None:
        parts = []
        for number, name in enumerate(self._names):
            ways = "|".join(form.in_text(alone=True) for form in forms_of_text(name))
            parts.append(f"(?P<n{number}>{ways})")
        parts.sort(key=len, reverse=True)  # of two names that begin alike the longer one
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts = []
        for group, item in self._owners.items():
            plus = r"\+?" if item.kind is Kind.PHONE else ""
            ways = "|".join(sorted((form.in_text(alone=True) for form in forms_of(item)), key=len, reverse=True))
            parts.append(f"(?P<{group}>{plus}(?:{ways}))")
        return re.compile("|".join(parts)) if parts else None


def _decodings(text: str) -> Iterator[str]:
    """A text with its percent-encoding undone: of a link within a link, again, up to `MOST_ENCODED` times."""
    for _ in range(MOST_ENCODED):
        if (decoded := unquote(text)) == text:
            return
        yield (text := decoded)


def _standings(made: Sequence[Decision]) -> dict[Identifier, Standing]:
    """The standing of each identifier that a decision names; within one person the strictest goes for all."""
    said = {decision.subject: decision for decision in made if decision.verdict is Verdict.ROLE}
    standings: dict[Identifier, Standing] = {}
    counts: dict[str, int] = {}
    for person in persons(made):
        roles = [
            Standing(said[item].role or Role.UNKNOWN, said[item].minor, reason=said[item].reason)
            for item in person
            if item in said
        ]
        if not roles:
            continue
        strictest = max(roles, key=lambda standing: (standing.protected, STRICTER.index(standing.role)))
        minor = any(standing.minor for standing in roles)
        word = "minor" if strictest.role in (Role.UNKNOWN, Role.SUSPECT) and minor else strictest.role.value
        counts[word] = counts.get(word, 0) + 1
        standing = Standing(strictest.role, minor, f"[{word} {counts[word]}]", strictest.reason)
        standings.update(dict.fromkeys(person, standing))
    return standings


def persons(made: Sequence[Decision]) -> list[list[Identifier]]:
    """The identifiers that decisions name, put together where the newest says ``same-as``; oldest person first."""
    pairs: dict[frozenset[Identifier], bool] = {}
    persons: dict[Identifier, list[Identifier]] = {}
    for decision in made:
        persons.setdefault(decision.subject, [decision.subject])
        if decision.other and decision.verdict in (Verdict.SAME_AS, Verdict.NOT_SAME):
            persons.setdefault(decision.other, [decision.other])
            pairs[frozenset((decision.subject, decision.other))] = decision.verdict is Verdict.SAME_AS
    for pair, same in pairs.items():
        one, *others = (persons[item] for item in sorted(pair))
        for other in others:
            if same and other is not one:
                one.extend(other)
                persons.update(dict.fromkeys(other, one))
    return list({id(person): person for person in persons.values()}.values())
