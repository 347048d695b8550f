"""Public records and sanctions lists in their documented form: what they say, and that they know nothing."""

import json
from pathlib import Path

import pytest

from osint_kit.findings import Finding
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.bitcoin import BitcoinExplorer
from osint_kit.sources.interpol import Interpol
from osint_kit.sources.same_name import fits
from osint_kit.sources.sanctions import SanctionsLists
from osint_kit.sources.urlscan import Urlscan
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper

WALLET = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
COIN = Identifier(Kind.WALLET, WALLET)
EXPLORER = f"blockstream.info/api/address/{WALLET}"
SEFA = Identifier(Kind.NAME, "Sefa Vuki")
DOMAIN = Identifier(Kind.DOMAIN, "ravu.example")


def answer(record: object) -> bytes:
    return ok(json.dumps(record).encode(), "Content-Type: application/json")


def said(found: list[Finding]) -> list[tuple[str, object]]:
    return [(item.property, item.value) for item in found]


def stats(count: int, received: int = 0, spent: int = 0) -> dict[str, int]:
    return {"tx_count": count, "funded_txo_sum": received, "spent_txo_sum": spent}


def totals(count: int, waiting: int = 0) -> bytes:
    return answer({"address": WALLET, "chain_stats": stats(count, 500, 200), "mempool_stats": stats(waiting)})


def history(first: int, last: int) -> bytes:
    status = {"confirmed": True}
    listed = [{"txid": f"{n:064x}", "status": {**status, "block_time": 1600000000 + n}} for n in range(first, last, -1)]
    return answer([*listed, {"txid": "f" * 64, "status": {"confirmed": False}}])


def test_the_payments_of_an_address_page_by_page(gateway: Ask, keeper: Keeper) -> None:
    pages = {
        EXPLORER: totals(30, waiting=1),
        f"{EXPLORER}/txs/chain": history(30, 5),
        f"{EXPLORER}/txs/chain/{6:064x}": history(5, 0),
    }
    found = list(BitcoinExplorer().ask(COIN, gateway(pages, tls="blockstream.info")))
    payments = {"transactions": 30, "unconfirmed": 1, "received_satoshi": 500, "spent_satoshi": 200}
    assert said(found) == [
        ("payments", payments),
        ("last_payment", "2020-09-13T12:27:10.000000Z"),
        ("first_payment", "2020-09-13T12:26:41.000000Z"),
    ]
    assert len(keeper.pages) == 3
    assert {item.object for item in found} == {None}, "no other address is tied to this one"


def test_an_address_that_was_never_used_and_one_too_busy(gateway: Ask, keeper: Keeper) -> None:
    (found,) = BitcoinExplorer().ask(COIN, gateway({EXPLORER: totals(0)}, tls="blockstream.info"))
    assert isinstance(found.value, dict)
    assert found.value["transactions"] == 0
    pages = {EXPLORER: totals(10_000), f"{EXPLORER}/txs/chain": history(25, 0)}
    pages |= {f"{EXPLORER}/txs/chain/{1:064x}": history(25, 0)}
    busy = list(BitcoinExplorer().ask(COIN, gateway(pages, tls="blockstream.info")))
    assert [item.property for item in busy] == ["payments", "last_payment"]
    assert len(keeper.pages) == 1 + 5


def test_an_address_of_another_coin_is_not_asked_about(gateway: Ask, keeper: Keeper) -> None:
    for address in ("0x" + "a" * 40, "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"):
        coin = Identifier(Kind.WALLET, address)
        assert BitcoinExplorer().plan(coin) == []
        assert list(BitcoinExplorer().ask(coin, gateway())) == []
    assert keeper.kept == []


def test_an_explorer_that_counts_payments_and_shows_none(gateway: Ask) -> None:
    pages = {EXPLORER: totals(3), f"{EXPLORER}/txs/chain": answer([])}
    with pytest.raises(Unreachable, match="shows none"):
        list(BitcoinExplorer().ask(COIN, gateway(pages, tls="blockstream.info")))


NOTICE = {
    "entity_id": "2026/1",
    "forename": "SEFA JONE",
    "name": "VUKI",
    "date_of_birth": "1990/02/03",
    "nationalities": ["FJ"],
}


def notices(*listed: object) -> bytes:
    return answer({"total": len(listed), "query": {}, "_embedded": {"notices": [*listed]}, "_links": {}})


def test_notices_of_the_very_name_only(gateway: Ask) -> None:
    query = "?name=Vuki&forename=Sefa&resultPerPage=160"
    base = "ws-public.interpol.int/notices/v1"
    other = {**NOTICE, "forename": "SEFANAIA"}
    pages = {f"{base}/red{query}": notices(NOTICE, other), f"{base}/yellow{query}": notices()}
    found = list(Interpol().ask(SEFA, gateway(pages, tls="ws-public.interpol.int")))
    notice = {
        "name": "SEFA JONE VUKI",
        "number": "2026/1",
        "born": "1990-02-03",
        "nationalities": ["FJ"],
        "url": "https://www.interpol.int/How-we-work/Notices/Red-Notices/View-Red-Notices#2026-1",
    }
    assert said(found) == [
        ("notices", {"notice": "red", "found": 2, "same_name": 1}),
        ("wanted_notice", notice),
        ("notices", {"notice": "yellow", "found": 0, "same_name": 0}),
    ]
    assert {item.grade.code for item in found} == {"A6"}, "the same name need not be the same person"


def test_a_single_word_is_no_name_to_look_for(gateway: Ask, keeper: Keeper) -> None:
    sefa = Identifier(Kind.NAME, "Sefa")
    assert Interpol().plan(sefa) == []
    assert list(Interpol().ask(sefa, gateway())) == []
    assert keeper.kept == []


@pytest.mark.parametrize(
    "asked, listed, same",
    [
        ("Sefa Vuki", "VUKI, Sefa", True),
        ("Séfa Vuki", "Sefa Jone VUKI", True),
        ("Sefa Vuki", "Sefanaia Vuki", False),
        ("Sefa", "Sefa Vuki", False),
        ("Ратко Младић", "младић ратко", True),
    ],
)
def test_the_same_name(asked: str, listed: str, same: bool) -> None:
    assert fits(asked, listed) is same


def scan(time: str, url: str = "https://ravu.example/", host: str = "ravu.example") -> dict[str, object]:
    page = {"domain": host, "url": url, "ip": "203.0.113.5", "title": "Jobs", "status": "200"}
    return {"task": {"time": time, "url": url}, "page": page, "_id": "0198-a"}


def test_scans_of_a_domain(gateway: Ask) -> None:
    results = [
        scan("2026-11-03T00:00:00.000Z"),
        scan("2026-11-01T00:00:00.000Z"),
        scan("2026-11-02T00:00:00.000Z", "https://evil-ravu.example/", "evil-ravu.example"),
        {"task": None},
        scan("soon"),
    ]
    search = "urlscan.io/api/v1/search/?q=page.domain%3Aravu.example&size=100"
    pages = {search: answer({"results": results, "total": 5, "has_more": False})}
    found = list(Urlscan().ask(DOMAIN, gateway(pages, tls="urlscan.io")))
    assert said(found)[:3] == [
        ("scans", {"found": 5, "whole": True}),
        ("first_scan", "2026-11-01T00:00:00.000Z"),
        ("last_scan", "2026-11-03T00:00:00.000Z"),
    ]
    (page,) = found[3:]
    assert isinstance(page.value, dict)
    assert (page.value["time"], page.value["ip"]) == ("2026-11-03T00:00:00.000Z", "203.0.113.5")
    assert page.value["result"] == "https://urlscan.io/result/0198-a/"
    pages = {search: answer({"results": results[:1], "total": 500, "has_more": True})}
    more = list(Urlscan().ask(DOMAIN, gateway(pages, tls="urlscan.io")))
    assert "first_scan" not in [item.property for item in more], "the first one is not among them"


def test_no_scans_are_an_answer(gateway: Ask) -> None:
    search = "urlscan.io/api/v1/search/?q=page.domain%3Aravu.example&size=100"
    pages = {search: answer({"results": [], "total": 0, "has_more": False})}
    (found,) = Urlscan().ask(DOMAIN, gateway(pages, tls="urlscan.io"))
    assert found.value == {"found": 0, "whole": True}


SIMPLE = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
    '"NK-1","Person","Jone Sefa Vuki","S. Vuki;Сефа Вуки","1990-02-03","fj;vu","Suva","","","+679 999 1234",'
    '"Sefa@Ravu.example","US-SDN","OFAC","2024-01-01","2026-01-01","2026-01-01"\n'
    '"NK-2","Person","Vuki Other","","","","","","","","","","","","",""\n'
)
ENTITIES = (
    '{"id":"NK-1","schema":"Person","properties":{"name":["Jone Sefa Vuki"],"alias":["Сефа Вуки"],"email":'
    '["sefa@ravu.example"],"phone":["+6799991234"],"birthDate":["1990-02-03"]}}\n'
    f'{{"id":"w","schema":"CryptoWallet","properties":{{"publicKey":["{WALLET}"]}}}}\n'
)
SDN = (
    f'36,"VUKI, Jone Sefa","individual","SDGT] [CYBER2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 03 Feb 1990; Email '
    f"Address sefa@ravu.example; Phone Number +679 999 1234; a.k.a. 'Сефа Вуки'; "
    f'Digital Currency Address - XBT {WALLET};"\n'
    '306,"RAVU HOLDINGS","-0- ","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a'
)
ABOUT = [
    Identifier(Kind.NAME, "Sefa Vuki"),
    Identifier(Kind.NAME, "Вуки Сефа"),
    Identifier(Kind.PHONE, "+6799991234"),
    Identifier(Kind.EMAIL, "sefa@ravu.example"),
]


@pytest.mark.parametrize("text", [SIMPLE, "\ufeff" + SIMPLE, ENTITIES, SDN], ids=["simple", "bom", "ftm", "sdn"])
def test_lists_in_three_forms(gateway: Ask, keeper: Keeper, tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, "utf-8")
    source, door = SanctionsLists([file]), gateway()
    for about in ABOUT:
        (found,) = source.ask(about, door)
        assert isinstance(found.value, dict)
        assert str(found.value["name"]).casefold() == "jone sefa vuki"
        assert found.value["born"] in (["1990-02-03"], ["03 Feb 1990"])
        assert str(found.value["list"]).startswith(("OpenSanctions", "FollowTheMoney", "OFAC"))
        assert "Vuki" in str(found.value["excerpt"]) or "VUKI" in str(found.value["excerpt"])
        assert found.grade.code == ("A6" if about.kind is Kind.NAME else "A2")
    for nobody in (
        Identifier(Kind.NAME, "Vuki"),
        Identifier(Kind.NAME, "Ana Vuki"),
        Identifier(Kind.PHONE, "+6785912345"),
    ):
        assert list(source.ask(nobody, door)) == []
    assert keeper.kept == [], "nobody is asked"


@pytest.mark.parametrize("text", [ENTITIES, SDN], ids=["ftm", "sdn"])
def test_a_wallet_that_is_listed(gateway: Ask, tmp_path: Path, text: str) -> None:
    file = tmp_path / "list"
    file.write_text(text, "utf-8")
    (found,) = SanctionsLists([file]).ask(COIN, gateway())
    assert found.grade.code == "A2"


@pytest.mark.parametrize(
    "data, why",
    [
        (b"", "line 1"),
        (b"name;country\nx;y\n", "line 1"),
        (b"\xff\xfe\x00", "cannot be read"),
        (SIMPLE.encode() + b'"a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q"\n', "line 4"),
        (b'{"id": 1}\n', "line 1"),
        (ENTITIES.encode() + b"{\n", "line 3"),
        (SDN.replace("\x1a", "7,short\n").encode(), "line 3"),
    ],
)
def test_a_list_that_cannot_be_read_is_no_empty_list(gateway: Ask, tmp_path: Path, data: bytes, why: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes(data)
    with pytest.raises(Unreachable, match=why):
        list(SanctionsLists([file]).ask(SEFA, gateway()))


def test_a_list_that_is_gone(gateway: Ask, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="gone.csv"):
        list(SanctionsLists([tmp_path / "gone.csv"]).ask(SEFA, gateway()))
