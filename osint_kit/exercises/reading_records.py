"""``[[notice]]`` and ``[[wallet]]`` of a scenario file, and the ``scans`` of a domain."""

from datetime import datetime

from osint_kit.exercises.reading_web import web_address
from osint_kit.exercises.records import Notice, Payment, Scan, Wallet
from osint_kit.exercises.relative_dates import midnight
from osint_kit.exercises.toml_table import Table
from osint_kit.identifiers.wallet import read_wallet

NOTICES = ("red", "yellow")
LARGEST = 21_000_000 * 100_000_000
"""Satoshis that there will ever be."""


def read_notices(file: Table) -> tuple[Notice, ...]:
    """INTERPOL's public notices; the number of one without is made up."""
    numbers: set[str] = set()

    def read(table: Table) -> Notice:
        born = table.moment("born")
        notice = Notice(
            kind=table.word("kind", NOTICES, "red"),
            name=table.text("name"),
            forename=table.text("forename", ""),
            number=table.text("number", f"2026/{len(numbers) + 1}"),
            born=born.date() if isinstance(born, datetime) else born,
            nationalities=table.texts("nationalities"),
        )
        table.close()
        if notice.number in numbers:
            table.mistake(f"{notice.number} is there twice", "number")
        numbers.add(notice.number)
        return notice

    return tuple(file.each("notice", read))


def read_wallets(file: Table) -> tuple[Wallet, ...]:
    """Bitcoin addresses and their payments."""
    addresses: set[str] = set()

    def read(table: Table) -> Wallet:
        address = table.read("address", _bitcoin)
        wallet = Wallet(address, tuple(table.each("payments", _read_payment)))
        table.close()
        if address and address in addresses:
            table.mistake(f"{address} is there twice", "address")
        addresses.add(address)
        return wallet

    return tuple(file.each("wallet", read))


def read_scans(domain: Table) -> tuple[Scan, ...]:
    """Public scans of a domain's page by urlscan.io: dates, or tables with ``at``, ``title`` and ``url``."""
    found = []
    for table in domain.tables("scans", "at", dates_too=True):
        url = table.read("url", web_address) if "url" in table else ""
        found.append(Scan(_moment(table), table.text("title", ""), url))
        table.close()
    return tuple(found)


def _read_payment(table: Table) -> Payment:
    satoshi = table.number("satoshi", 0, -LARGEST, LARGEST)
    if not satoshi:
        table.mistake("'satoshi' is missing: what came in, or with a minus what went out")
    payment = Payment(_moment(table), satoshi)
    table.close()
    return payment


def _bitcoin(text: str) -> str:
    address = read_wallet(text).value
    if address.startswith(("0x", "T")):
        raise ValueError(f"{text} is no Bitcoin address, and the explorer of an exercise has these only")
    return address


def _moment(table: Table) -> datetime:
    value = table.moment("at")
    if value is None and "at" not in table:
        table.mistake("'at' is missing: a date such as 2026-11-03")
    return midnight(value or table.start)
