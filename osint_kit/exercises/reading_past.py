"""What a ``[[domain]]`` was before: its ``certificates`` and the ``captures`` of the web archive.

A bare date is short for a table: ``certificates = [2026-11-03]`` is one for the domain and its ``www``, for 90 days, by
Let's Encrypt; ``captures = [2026-11-06]`` is the front page as it is today.
"""

from datetime import datetime

from osint_kit.exercises.addresses import host_name
from osint_kit.exercises.relative_dates import midnight
from osint_kit.exercises.scenario import Capture, Certificate
from osint_kit.exercises.toml_table import Table

ISSUER = "C=US, O=Let's Encrypt, CN=R11"
DAYS = 90
"""Of its certificates: https://letsencrypt.org/docs/faq/."""
BLOCKED = "blocked"


def read_certificates(domain: Table, name: str) -> tuple[Certificate, ...]:
    """The certificates of a domain, in order."""
    found = []
    for table in domain.tables("certificates", "issued", dates_too=True):
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
    """The captures of a domain's front page, oldest first; None for ``captures = "blocked"``."""
    value = domain.raw("captures")
    if isinstance(value, str) and "start" not in value:
        domain.word("captures", (BLOCKED,), BLOCKED)
        return None
    found = []
    for table in domain.tables("captures", "at", dates_too=True):
        found.append(Capture(_moment(table, "at"), table.number("status", 200, 200, 599), table.text("title", "")))
        table.close()
    return tuple(sorted(found, key=lambda capture: capture.at))


def _moment(table: Table, key: str) -> datetime:
    value = table.moment(key)
    if value is None and key not in table:
        table.mistake(f"{key!r} is missing: a date such as 2026-11-03")
    return midnight(value or table.start)


def _certificate_name(text: str) -> str:
    return "*." + host_name(text[2:]) if text.startswith("*.") else host_name(text)
