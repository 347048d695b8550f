"""A simulated Bitcoin explorer (https://github.com/Blockstream/esplora/blob/master/API.md)."""

import hashlib
import re

from osint_kit.canonical import Json
from osint_kit.exercises.records import Payment, Wallet
from osint_kit.exercises.responses import Response, json_page
from osint_kit.exercises.scenario import Scenario

HOST = "blockstream.info"
PATH = re.compile(r"/api/address/(\w+)(/txs(?:/(?:chain(?:/(\w+))?|mempool))?)?")
PER_PAGE = 25
TEXT = "text/plain; charset=utf-8"


def answer_address(scenario: Scenario, target: str) -> Response:
    """The totals of an address, or its payments, newest first; one that was never used has totals of zero."""
    found = PATH.fullmatch(target.partition("?")[0])
    if not found:
        return _text(404, "endpoint does not exist or block not found")
    if not re.fullmatch(r"bc1[a-z0-9]{11,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34}", found[1]):
        return _text(400, "Invalid Bitcoin address")
    wallet = next((item for item in scenario.wallets if item.address == found[1]), Wallet(found[1]))
    if not found[2]:
        return json_page(200, _totals(wallet))
    return _history(wallet, found[3] or "") if not found[2].endswith("mempool") else json_page(200, [])


def _totals(wallet: Wallet) -> Json:
    incoming = [payment.satoshi for payment in wallet.payments if payment.satoshi > 0]
    outgoing = [-payment.satoshi for payment in wallet.payments if payment.satoshi < 0]
    return {
        "address": wallet.address,
        "chain_stats": _stats(len(wallet.payments), incoming, outgoing),
        "mempool_stats": _stats(0, [], []),
    }


def _stats(count: int, incoming: list[int], outgoing: list[int]) -> Json:
    return {
        "funded_txo_count": len(incoming),
        "funded_txo_sum": sum(incoming),
        "spent_txo_count": len(outgoing),
        "spent_txo_sum": sum(outgoing),
        "tx_count": count,
    }


def _history(wallet: Wallet, last: str) -> Response:
    newest_first = sorted(wallet.payments, key=lambda payment: payment.at, reverse=True)
    listed = [_transaction(wallet, payment) for payment in newest_first]
    ids = [item["txid"] for item in listed]
    if last and last not in ids:
        return _text(422, "Transaction not found")
    start = ids.index(last) + 1 if last else 0
    return json_page(200, [*listed[start : start + PER_PAGE]])


def _transaction(wallet: Wallet, payment: Payment) -> dict[str, Json]:
    moment = int(payment.at.timestamp())
    mine: dict[str, Json] = {"scriptpubkey_address": wallet.address, "value": abs(payment.satoshi)}
    place = {"vin": [{"prevout": mine}], "vout": []} if payment.satoshi < 0 else {"vin": [], "vout": [mine]}
    block = hashlib.sha256(f"block {moment}".encode()).hexdigest()
    status: Json = {"confirmed": True, "block_height": moment // 600, "block_hash": block, "block_time": moment}
    txid = hashlib.sha256(f"{wallet.address} {payment.at} {payment.satoshi}".encode()).hexdigest()
    return {
        "txid": txid,
        "version": 2,
        "locktime": 0,
        "vin": [*place["vin"]],
        "vout": [*place["vout"]],
        "status": status,
    }


def _text(status: int, words: str) -> Response:
    return Response(status, (("Content-Type", TEXT),), words.encode())
