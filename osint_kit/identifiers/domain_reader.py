"""How the names of one command are read: by which suffix list, and compared with which known names."""

from dataclasses import dataclass
from functools import cached_property

from osint_kit.identifiers.confusables import VERSION
from osint_kit.identifiers.domain import DomainRecord, domain_record
from osint_kit.identifiers.domain_notes import domain_notes
from osint_kit.identifiers.known_names import KnownNames, Owner, known_names, packaged_owners
from osint_kit.identifiers.suffixes import SuffixList, suffix_list


@dataclass(frozen=True)
class DomainReader:
    """Reads names, always the same way. ``newer`` is a list that replaces the packaged one, ``owners`` are added ones.

    It can be pickled, for other processes.
    """

    private_suffixes: bool = False
    newer: SuffixList | None = None
    owners: tuple[Owner, ...] = ()

    def read(self, text: str) -> tuple[DomainRecord, tuple[str, ...]]:
        """The record of a text, and the notes on it. Never raises."""
        record = domain_record(text, self.private_suffixes, self.suffixes, self._known)
        return record, domain_notes(record, self.suffixes)

    @property
    def date(self) -> str:
        """That of the suffix list."""
        return self.suffixes.date

    @property
    def suffixes(self) -> SuffixList:
        """The list that is used."""
        return self.newer or suffix_list()

    @property
    def versions(self) -> dict[str, str]:
        """Those of the data, by name, for the record of a run."""
        return {"public-suffix-list": self.suffixes.version, "unicode-confusables": VERSION}

    @property
    def depends(self) -> str:
        """What the records depend on beside the texts; readers with the same words read alike."""
        own = [domain for owner in self.owners for domain in owner.domains]
        return f"{self.suffixes.version} {self.private_suffixes} {' '.join(own)}"

    @cached_property
    def _known(self) -> KnownNames:
        return KnownNames([*self.owners, *packaged_owners()]) if self.owners else known_names()
