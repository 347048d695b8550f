"""A Bitcoin explorer: how much an address took in and paid out, in how many payments, since when.

API: https://github.com/Blockstream/esplora/blob/master/API.md, as https://blockstream.info/api serves it. Amounts are
in satoshis, a hundred-millionth of a bitcoin. What the chain says of one address is certain; who holds its key it does
not say. Addresses are not grouped here: change, mixers and exchanges make of that a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.clock import iso
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.source import Declaration, Planned

HOST = "blockstream.info"
BITCOIN = re.compile(r"bc1[a-z0-9]+|[13][1-9A-HJ-NP-Za-km-z]+")
PAGE = 25
"""Confirmed transactions on one page of the history."""
MOST_PAGES = 4
"""Pages that are read; the first payment of a busier address is not looked for."""
TXID = re.compile(r"[0-9a-f]{64}")
LEARNS = "the explorer (Blockstream), but not the holder of the address"

DECLARATION = Declaration(
    name="bitcoin",
    title="Bitcoin explorer (Esplora)",
    home="https://blockstream.info",
    documentation="https://github.com/Blockstream/esplora/blob/master/API.md",
    terms="https://blockstream.com/terms/",
    kinds=(Kind.WALLET,),
    reach=Reach.PLATFORM,
    pace="no limit is published; 10 a second at most",
    yields=("payments", "first_payment", "last_payment"),
    grade=Grade("A", 1, "stands in the block chain; who holds the key does not"),
    learns=LEARNS,
)


@dataclass(frozen=True)
class Totals:
    """What an address did: ``confirmed`` and ``waiting`` transactions, and confirmed satoshis in and out."""

    confirmed: int
    waiting: int
    received: int
    spent: int


class BitcoinExplorer:
    """The payments of one Bitcoin address; other coins are not asked about."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """The totals, then the history, where there is one."""
        if not BITCOIN.fullmatch(identifier.value):
            return []
        return [Planned(f"the payments of {identifier.value}", HOST, Reach.PLATFORM, LEARNS, requests=1 + MOST_PAGES)]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Totals, first and last payment; totals of zero for an address that was never used. Raises ``Failure``."""
        if not BITCOIN.fullmatch(identifier.value):
            return
        answer = _get(f"address/{identifier.value}", gateway)
        totals = read_totals(identifier.value, answer)
        value: dict[str, Json] = {
            "transactions": totals.confirmed,
            "unconfirmed": totals.waiting,
            "received_satoshi": totals.received,
            "spent_satoshi": totals.spent,
        }
        yield DECLARATION.finding(identifier, "payments", value, answer.at, answer.evidence)
        if not totals.confirmed:
            return
        last_txid = ""
        for page in range(min(MOST_PAGES, -(-totals.confirmed // PAGE))):
            answer = _get(f"address/{identifier.value}/txs/chain{last_txid}", gateway)
            times, txid = read_history(answer)
            if page == 0:
                yield DECLARATION.finding(identifier, "last_payment", iso(max(times)), answer.at, answer.evidence)
            if (page + 1) * PAGE >= totals.confirmed:
                yield DECLARATION.finding(identifier, "first_payment", iso(min(times)), answer.at, answer.evidence)
            last_txid = f"/{txid}"


def read_totals(address: str, answer: HttpAnswer) -> Totals:
    """Read what an explorer says of an address. Raises `Unreachable` for anything else."""
    record = read_json(answer, "the explorer")
    if not isinstance(record, dict) or record.get("address") != address:
        raise Unreachable("the explorer answered in an unknown form (not about this address)", answer.evidence)
    chain, pool = record.get("chain_stats"), record.get("mempool_stats")
    if not isinstance(chain, dict) or not isinstance(pool, dict):
        raise Unreachable("the explorer answered in an unknown form (no totals)", answer.evidence)
    return Totals(
        _count(chain, "tx_count", answer),
        _count(pool, "tx_count", answer),
        _count(chain, "funded_txo_sum", answer),
        _count(chain, "spent_txo_sum", answer),
    )


def read_history(answer: HttpAnswer) -> tuple[list[datetime], str]:
    """The times of the confirmed transactions of one page, and the id of the last one. Raises `Unreachable`."""
    listed = read_json(answer, "the explorer")
    times: list[datetime] = []
    txid = ""
    for item in listed if isinstance(listed, list) else []:
        status = item.get("status") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(status, dict) or status.get("confirmed") is not True:
            continue
        txid = str(item.get("txid"))
        at = status.get("block_time")
        if not TXID.fullmatch(txid) or not isinstance(at, int) or isinstance(at, bool) or not 0 < at < 1 << 33:
            raise Unreachable(
                "the explorer answered in an unknown form (a payment without id or time)", answer.evidence
            )
        times.append(datetime.fromtimestamp(at, UTC))
    if not times:
        raise Unreachable("the explorer counts payments and shows none", answer.evidence)
    return times, txid


def _count(stats: dict[str, Json], name: str, answer: HttpAnswer) -> int:
    value = stats.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unreachable(f"the explorer answered in an unknown form (no {name})", answer.evidence)
    return value


def _get(path: str, gateway: Gateway) -> HttpAnswer:
    accept = (("Accept", "application/json"),)
    request = HttpRequest(f"https://{HOST}/api/{path}", Reach.PLATFORM, DECLARATION.name, headers=accept)
    return gateway.http(request)
