"""``[[notice]]`` and ``[[wallet]]`` of a scenario file, and the ``scans`` of a domain."""

from datetime import UTC, date, datetime, time

from osint_kit.exercises.reading_web import web_address
from osint_kit.exercises.scenario import Notice, Payment, Scan, Wallet
from osint_kit.exercises.toml_table import Table
from osint_kit.identifiers.wallet import read_wallet

NOTICES = ("red", "yellow")
SATOSHI = 100_000_000
"""In one bitcoin."""
LARGEST = 21_000_000 * SATOSHI


def read_notices(file: Table) -> tuple[Notice, ...]:
    """INTERPOL's public notices. Raises ``UsageError``."""
    found = []
    for place, table in enumerate(file.tables("notice"), 1):
        born = table.moment("born")
        notice = Notice(
            kind=table.word("kind", NOTICES, "red"),
            name=table.text("name"),
            forename=table.text("forename", ""),
            number=table.text("number", f"2026/{place}"),
            born=born.date() if isinstance(born, datetime) else born,
            nationalities=table.texts("nationalities"),
        )
        table.close()
        found.append(notice)
    return tuple(found)


def read_wallets(file: Table) -> tuple[Wallet, ...]:
    """Bitcoin addresses and their payments. Raises ``UsageError``."""
    found: dict[str, Wallet] = {}
    for table in file.tables("wallet"):
        address = table.read("address", _bitcoin)
        if address in found:
            raise table.wrong(f"{address} is there twice", "address")
        payments = []
        for payment in table.tables("payments"):
            satoshi = payment.number("satoshi", 0, -LARGEST, LARGEST)
            if not satoshi:
                raise payment.wrong("'satoshi' is missing: what came in, or with a minus what went out")
            payments.append(Payment(_moment(payment), satoshi))
            payment.close()
        table.close()
        found[address] = Wallet(address, tuple(payments))
    return tuple(found.values())


def read_scans(domain: Table) -> tuple[Scan, ...]:
    """Public scans of a domain's page by urlscan.io: dates, or tables with ``at``, ``title`` and ``url``."""
    value = domain.raw("scans")
    items = value if isinstance(value, list) else [] if value is None else [value]
    found = []
    for place, item in enumerate(items, 1):
        values = {"at": item} if isinstance(item, date) else item
        if not isinstance(values, dict):
            raise domain.wrong("'scans' must be dates without quotes, such as [2026-11-03], or tables", "scans")
        table = Table(values, domain.file, f"{domain.place}.scans no. {place}")
        url = table.read("url", web_address) if "url" in table else ""
        found.append(Scan(_moment(table), table.text("title", ""), url))
        table.close()
    return tuple(found)


def _bitcoin(text: str) -> str:
    address = read_wallet(text).value
    if address.startswith(("0x", "T")):
        raise ValueError(f"{text} is no Bitcoin address, and the explorer of an exercise has these only")
    return address


def _moment(table: Table) -> datetime:
    value = table.moment("at")
    if value is None:
        raise table.wrong("'at' is missing: a date such as 2026-11-03")
    whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    return whole.astimezone(UTC) if whole.tzinfo else whole.replace(tzinfo=UTC)
