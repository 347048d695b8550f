"""What should be known beside a domain record, in plain sentences: where the suffix list leads astray."""

import unicodedata

from osint_kit.identifiers.confusables import mixed_scripts
from osint_kit.identifiers.domain import DomainRecord
from osint_kit.identifiers.suffixes import SuffixList
from osint_kit.identifiers.unlisted import unlisted_zone


def domain_notes(record: DomainRecord, suffixes: SuffixList) -> tuple[str, ...]:
    """The notes on a record that was made with ``suffixes``; none for most."""
    if not record.valid or record.unicode is None:
        return ()
    name = record.unicode
    labels = name.split(".")
    notes = []
    if record.domain is None:
        notes.append(f"{name} is a public suffix: names are registered under it")
    elif zone := unlisted_zone(record.domain):
        notes.append(zone.note)
    elif labels[-1] not in suffixes.icann and not suffixes.knows(labels):
        dated = "" if suffixes.date == suffixes.version else f" of {suffixes.date[:10]}"
        notes.append(f"the suffix list{dated} knows no .{labels[-1]}")
    if not name.isascii():
        mixed = [(label, scripts) for label in labels if (scripts := mixed_scripts(label))]
        signs = [(label, char) for label in labels for char in label if unicodedata.category(char) == "So"]
        notes += [
            f"{char} in {label} is no letter: IDNA 2008 forbids it, some registries sell it" for label, char in signs
        ]
        notes += [f"the label {label} mixes {' and '.join(scripts)} letters" for label, scripts in mixed]
    return tuple(notes)
