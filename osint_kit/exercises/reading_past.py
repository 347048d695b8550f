"""What a ``[[domain]]`` was before: its ``certificates`` and the ``captures`` of the web archive.

A bare date is short for a table: ``certificates = [2026-11-03]`` is one for the domain and its ``www``, for 90 days, by
Let's Encrypt; ``captures = [2026-11-06]`` is the front page as it is today.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from osint_kit.exercises.addresses import host_name
from osint_kit.exercises.scenario import Capture, Certificate
from osint_kit.exercises.toml_table import Table

ISSUER = "C=US, O=Let's Encrypt, CN=R11"
DAYS = 90
"""Of its certificates: https://letsencrypt.org/docs/faq/."""
BLOCKED = "blocked"


def read_certificates(domain: Table, name: str) -> tuple[Certificate, ...]:
    """The certificates of a domain, in order. Raises ``UsageError``."""
    found = []
    for table in _dated(domain, "certificates", "issued"):
        usual = (name, f"www.{name}")
        certificate = Certificate(
            names=table.read_all("names", _certificate_name) or usual,
            issued=_moment(table, "issued"),
            days=table.number("days", DAYS, 1, 5000),
            issuer=table.text("issuer", ISSUER),
        )
        table.close()
        found.append(certificate)
    return tuple(found)


def read_captures(domain: Table) -> tuple[Capture, ...] | None:
    """The captures of a domain's front page, oldest first; None for ``captures = "blocked"``. Raises ``UsageError``."""
    if isinstance(domain.raw("captures"), str):
        domain.word("captures", (BLOCKED,), BLOCKED)
        return None
    found = []
    for table in _dated(domain, "captures", "at"):
        found.append(Capture(_moment(table, "at"), table.number("status", 200, 200, 599), table.text("title", "")))
        table.close()
    return tuple(sorted(found, key=lambda capture: capture.at))


def _dated(domain: Table, key: str, short_for: str) -> Iterator[Table]:
    """The tables of a list; a date in it, or in its place, is short for a table with only ``short_for``."""
    value = domain.raw(key)
    items = value if isinstance(value, list) else [] if value is None else [value]
    for number, item in enumerate(items, 1):
        values = {short_for: item} if isinstance(item, date) else item
        if not isinstance(values, dict):
            raise domain.wrong(f"{key!r} must be dates without quotes, such as [2026-11-03], or tables", key)
        yield Table(values, domain.file, f"{domain.place}.{key} no. {number}")


def _moment(table: Table, key: str) -> datetime:
    value = table.moment(key)
    if value is None:
        raise table.wrong(f"{key!r} is missing: a date such as 2026-11-03")
    whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    return whole.astimezone(UTC) if whole.tzinfo else whole.replace(tzinfo=UTC)


def _certificate_name(text: str) -> str:
    return "*." + host_name(text[2:]) if text.startswith("*.") else host_name(text)
