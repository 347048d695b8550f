"""Whether an identifier may be asked about: the scope of the case, and the roles of the people in it."""

from functools import cached_property
from typing import TYPE_CHECKING

from osint_kit.errors import Refused

if TYPE_CHECKING:
    from osint_kit.cases.case import Case
    from osint_kit.cases.people import People
    from osint_kit.identifiers import Identifier
    from osint_kit.investigation import Investigation


class Admission:
    """Holds identifiers to the case. ``beyond_offline``: the command asks networks, and this run may.

    ``authority`` is by whose order victims, witnesses and minors are asked about; used, it goes on record: its words
    as a line of the run ``work``, the hash of that line into the ledger.
    """

    def __init__(self, case: "Case | None", beyond_offline: bool, authority: str | None) -> None:
        self.work: Investigation | None = None
        self._case = case
        self._beyond_offline = beyond_offline
        self._authority = (authority or "").strip()
        self._admitted = 0
        self._refusals: list[str] = []

    def admit(self, identifier: "Identifier") -> str | None:
        """Why an identifier of the operator's may not be asked about; None where it may. Counted for `all_refused`."""
        refusal = self.refusal(identifier)
        if refusal:
            self._refusals.append(refusal)
        else:
            self._admitted += 1
        return refusal

    def refusal(self, identifier: "Identifier") -> str | None:
        """The same for one that was found on the way."""
        from osint_kit.cases.scope import allows

        if self._case is None:
            return None
        if not allows(self._case.card.scope, identifier):
            return f"outside the scope of the case ({'; '.join(self._case.card.scope)})"
        standing = self._people.protection(identifier) if self._beyond_offline else None
        if standing is None:
            return None
        if not self._authority:
            return f"{standing.words}: nothing is asked beyond reach offline without --authority"
        if self.work:
            self.work.authorised(identifier, self._authority)
        return None

    def all_refused(self) -> Refused | None:
        """The refusal to leave with, where not one identifier was admitted of those that were given."""
        if not self._refusals or self._admitted:
            return None
        first = self._refusals[0]
        if first.startswith("outside"):
            return Refused(
                f"nothing was asked: all of it is {first}",
                "ask within the scope; a wider scope needs a case of its own",
            )
        return Refused(
            f"nothing was asked: {first}",
            'name who allowed it, such as --authority "Order 7/2026 of the magistrate", or use --offline',
        )

    @cached_property
    def _people(self) -> "People":
        from osint_kit.cases.people import People

        return People.of(self._case)
