"""`osint link expand` on lists: order, politeness, an interruption in the middle, memory of who sees what."""

import csv
import json
import signal
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.bench.link_servers import first
from tests.bench.links import serving
from tests.commands.interrupting import interrupted
from tests.commands.workbooks import workbook
from tests.conftest import Osint

HOPS = 2


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A range that takes its time, in which hosts are asked politely."""
    with serving(tmp_path_factory.mktemp("links") / "range", HOPS, 0.05) as file:
        yield file


@pytest.fixture
def there(tmp_path: Path, world: Path) -> Osint:
    return Osint(tmp_path, world)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_column_of_links_keeps_its_order_and_its_columns(there: Osint) -> None:
    links = [first(number) for number in range(60)]
    links[7], links[30] = "http://10.0.0.5/", "no link at all"
    lines = ["ad,link,town", *(f"{number},{link},Suva" for number, link in enumerate(links))]
    (there.folder / "ads.csv").write_text("\n".join(lines) + "\n", "utf-8")
    done = there("link", "expand", "-i", "ads.csv", "-o", "out.csv", "--reach", "target")
    assert done.code == 1
    found = rows(there.folder / "out.csv")
    assert [row["link"] for row in found] == links
    assert list(found[0]) == ["ad", "link", "town", "input", "final", "hops", "stopped", "problem"]
    assert [row["stopped"] for row in found if row["problem"]] == ["guard", ""]
    assert {row["hops"] for row in found if not row["problem"]} == {str(HOPS)}
    assert "from the address of this connection" in done.err


def test_a_workbook_goes_in_and_comes_out(there: Osint) -> None:
    links = [first(number) for number in range(5)]
    workbook(there.folder / "ads.xlsx", [("ad", "short link"), *enumerate(links)])
    done = there("link", "expand", "-i", "ads.xlsx", "-o", "out.xlsx", "--reach", "target")
    assert done.code == 0, done.err
    header, *found = CalamineWorkbook.from_path(there.folder / "out.xlsx").get_sheet_by_index(0).to_python()
    assert header == ["ad", "short link", "input", "final", "hops", "stopped", "problem"]
    assert [row[1] for row in found] == links
    assert {(str(row[4]), row[5]) for row in found} == {(str(float(HOPS)), "landing")}


def test_hosts_overlap_and_each_is_asked_politely(there: Osint) -> None:
    """Three hosts one after the other in the list: the time is that of one, not of three."""
    links = [f"http://{host}.example/{HOPS}/{number}" for host in ("one", "two", "three") for number in range(16)]
    done = there("link", "expand", *links, "--reach", "target", "-f", "ndjson")
    assert done.code == 0, done.err
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [row["input"] for row in found] == links
    for host in ("one", "two", "three"):
        assert spread(row for row in found if host in row["input"]) > 15 * 0.1
    assert spread(found) < 3 * 15 * 0.1


def spread(found: Iterable[dict[str, Any]]) -> float:
    """Seconds from the first question to the last."""
    moments = [datetime.fromisoformat(row["chain"][0]["time"]) for row in found]
    return (max(moments) - min(moments)).total_seconds()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_list_is_carried_on(there: Osint, how: signal.Signals) -> None:
    links = [f"http://h{number % 8}.example/{HOPS}/{number}" for number in range(200)]  # 3 s: each host has its pace
    (there.folder / "links.txt").write_text("\n".join(links), "utf-8")
    words = ["link", "expand", "-i", "links.txt", "--reach", "target", "--case", "case"]
    there.new_case()
    assert interrupted(there, how, *words) == (130 if how == signal.SIGINT else -how)
    done = there(*words, "-o", "out.csv", "--resume")
    assert done.code == 0, done.err
    assert "carrying on" in done.err
    found = rows(there.folder / "out.csv")
    assert [row["input"] for row in found] == links
    assert {row["stopped"] for row in found} == {"landing"}
    assert there("case", "verify", "--case", "case").code == 0


def test_two_links_in_one_cell_are_not_asked_as_one(there: Osint) -> None:
    (there.folder / "in.csv").write_text('n,link\n1,"https://bit.ly/island-jobs\nhttps://bit.ly/two"\n', "utf-8")
    for command in ("expand", "decode"):
        done = there("link", command, "-i", "in.csv")
        assert (done.code, "several links stand here" in done.out) == (1, True)
        assert "asked" not in done.err


def test_only_hosts_of_the_list_are_asked(there: Osint) -> None:
    (there.folder / "links.txt").write_text(f"{first(1)}\n", "utf-8")
    (there.folder / "mine.txt").write_text("a1.example\n", "utf-8")
    done = there("link", "expand", "-i", "links.txt", "-o", "out.csv", "--shorteners", "mine.txt")
    assert done.code == 0, done.err
    (row,) = rows(there.folder / "out.csv")
    assert (row["final"], row["hops"], row["stopped"]) == ("http://b1.example/1/1", "1", "reach")


@pytest.mark.parametrize(
    "text, said", [("a..b\n", "line 1"), ("# nothing\n", "names no host"), (None, "cannot be read")]
)
def test_a_list_of_shorteners_that_is_none(there: Osint, text: str | None, said: str) -> None:
    if text is not None:
        (there.folder / "mine.txt").write_text(text, "utf-8")
    done = there("link", "expand", first(1), "--shorteners", "mine.txt")
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_the_proxy_is_named_without_its_password(there: Osint) -> None:
    done = there("link", "expand", first(1), "--reach", "target", "--proxy", "socks5h://me:secret@127.0.0.1:1")
    assert "from the address of the proxy 127.0.0.1:1" in done.err
    assert "secret" not in done.err


def test_a_run_says_which_list_and_whether_it_was_insecure(there: Osint) -> None:
    case = there.new_case()
    there("link", "expand", first(1), "--reach", "target", "--insecure", "--case", "case")
    (file,) = case.glob("runs/*/open.json")
    record = json.loads(file.read_bytes())
    assert record["options"]["insecure"] is True
    assert record["versions"]["shorteners"].startswith("packaged")
