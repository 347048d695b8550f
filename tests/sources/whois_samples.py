"""How many of python-whois's own samples are read as it expects: registrar and dates.

`python -m tests.sources.whois_samples FOLDER`, where FOLDER is ``test/samples`` of a checkout of
https://github.com/richardpenman/whois (the package on the index has no samples). They are not part of this repository.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from osint_kit.gateway.whois_transport import decode
from osint_kit.sources.whois_reading import read_registration

FIELDS = {"registrar": "registrar", "creation_date": "created", "updated_date": "updated", "expiration_date": "expires"}

KNOWN = {
    "microsoft.com": "the expectation is the registrar of a host whose name begins so; the domain's record has Tucows",
    "reddit.com": "two records name the registrar, each in his way; the expectation is the later, ours the first",
}
"""Samples that are read otherwise, and why that is right."""


def differences(folder: Path) -> dict[str, list[str]]:
    """What is read otherwise, by the name of the sample."""
    found: dict[str, list[str]] = {}
    for sample in sorted((folder / "whois").iterdir()):
        expected = json.loads((folder / "expected" / sample.name).read_text("utf-8"))
        registration = read_registration(sample.name, decode(sample.read_bytes()))
        found[sample.name] = []
        for theirs, ours in FIELDS.items():
            value, wanted = getattr(registration, ours), expected.get(theirs)
            wanted_all = wanted if isinstance(wanted, list) else [wanted]
            if not any(same(value, item) for item in wanted_all):
                found[sample.name].append(f"{ours}: {value!r}, expected {wanted!r} ({registration.problem})")
    return found


def same(value: str | None, wanted: str | None) -> bool:
    """Whether a value says what is expected: the same second, or the same day where one of them has no time.

    More than is expected is no difference.
    """
    if wanted is None:
        return True
    if value is None:
        return False
    try:
        said, expected = datetime.fromisoformat(value), datetime.fromisoformat(wanted)
    except ValueError:
        return wanted.split() == value.split()
    if len(value) == 10 or wanted.endswith("00:00:00+00:00"):
        return said.date() == expected.date()
    return said.replace(tzinfo=said.tzinfo or UTC, microsecond=0) == expected.replace(microsecond=0)


def main() -> None:
    """Print the count and what differs."""
    found = differences(Path(sys.argv[1]))
    for name, lines in found.items():
        for line in lines:
            print(f"{name}: {line}" + (f"; known: {KNOWN[name]}" if name in KNOWN else ""))
    print(f"{sum(not lines for lines in found.values())} of {len(found)} samples are read as expected")
    sys.exit(any(lines and name not in KNOWN for name, lines in found.items()))


if __name__ == "__main__":
    main()
