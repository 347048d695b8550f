"""What has changed in a registration since it was last asked about: pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from osint_kit.canonical import Json
from osint_kit.clock import iso
from osint_kit.findings import Finding
from osint_kit.sources.registration_form import LISTS, SINGLE, Registration

SOURCES = ("rdap", "whois")


@dataclass(frozen=True)
class Change:
    """One property that is not what it was; ``seen`` is when the earlier value was told."""

    what: str
    before: str
    now: str
    seen: str

    def record(self) -> dict[str, Json]:
        """The change as JSON."""
        return {"what": self.what, "before": self.before, "now": self.now, "seen": self.seen}


def changes(earlier: Sequence[Finding], now: Registration) -> list[Change]:
    """What an answer says otherwise than the findings of an earlier one.

    What one of them does not tell is no change: RDAP and WHOIS tell different things.
    """
    if not earlier or now.problem:
        return []
    seen = iso(max(finding.observed_at for finding in earlier))
    was_free = any(finding.property == "registered" and finding.value is False for finding in earlier)
    if was_free != (now.registered is False):
        words = {True: "not registered", False: "registered"}
        return [Change("registered", words[was_free], words[not was_free], seen)]
    found = []
    for name in SINGLE:
        before, after = _values(earlier, name)[:1], getattr(now, name)
        if before and after and before[0] != after:
            found.append(Change(name, before[0], after, seen))
    for field, name in LISTS.items():
        several, after = _values(earlier, name), getattr(now, field)
        if several and after and set(several) != set(after):
            found.append(Change(field, "; ".join(several), "; ".join(after), seen))
    return found


def _values(findings: Iterable[Finding], name: str) -> list[str]:
    return list(dict.fromkeys(str(finding.value) for finding in findings if finding.property == name))
