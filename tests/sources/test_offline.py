"""Sources that ask nobody, and how sources are found."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources import all_sources
from osint_kit.sources.numbering_plan import NumberingPlan
from osint_kit.sources.parts import Parts
from tests.sources.conftest import Ask, Keeper


@pytest.fixture
def nobody(gateway: Ask) -> Gateway:
    return gateway(reach=Reach.OFFLINE)


def test_the_numbering_plan_says_where_a_number_belongs(nobody: Gateway, keeper: Keeper) -> None:
    (found,) = NumberingPlan().ask(Identifier(Kind.PHONE, "+6799991234"), nobody)
    assert isinstance(found.value, dict)
    assert (found.value["valid"], found.value["country"], found.value["timezones"]) == (True, "FJ", ["Pacific/Fiji"])
    assert (found.object, found.reach) == (None, Reach.OFFLINE)
    assert keeper.kept == []


@pytest.mark.parametrize(
    "kind, value, domain",
    [
        (Kind.URL, "https://apply.island-jobs.com.fj/form", "island-jobs.com.fj"),
        (Kind.EMAIL, "a@mail.shop.example", "shop.example"),
        (Kind.URL, "http://192.0.2.1/", None),
        (Kind.URL, "http://[2001:db8::1]/", None),
        (Kind.URL, "http://com.fj/", None),
    ],
)
def test_the_domain_in_an_address(nobody: Gateway, kind: Kind, value: str, domain: str | None) -> None:
    found = [item.object for item in Parts().ask(Identifier(kind, value), nobody)]
    assert found == ([Identifier(Kind.DOMAIN, domain)] if domain else [])


def test_every_source_declares_itself() -> None:
    sources = all_sources()
    names = [source.declaration.name for source in sources]
    assert len(names) == len(set(names))
    for source in sources:
        declared = source.declaration
        assert set(declared.follows) <= set(declared.yields), declared.name
        assert declared.kinds
        assert declared.learns
        for page in (declared.home, declared.documentation):
            assert page.startswith("https://"), declared.name
        for words in (declared.title, declared.terms, declared.pace, declared.learns, declared.grade.why):
            assert words.strip(), declared.name
        assert declared.yields, declared.name
        documented = set(re.findall(r"[a-z_]+", FORMATS))
        assert set(declared.yields) <= documented, (declared.name, set(declared.yields) - documented)


FORMATS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
PLUGIN = """
from osint_kit.findings import Grade
from osint_kit.identifiers import Kind
from osint_kit.reach import Reach
from osint_kit.sources import Declaration

class Mine:
    declaration = Declaration(
        "mine", "Mine", "h", "d", "t", (Kind.NAME,), Reach.REGISTRY, "p", (),
        Grade("C", 3, "w"), "l",
    )
    def plan(self, identifier): return []
    def ask(self, identifier, gateway): return []
"""


def installed(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    info = folder / "mine-1.0.dist-info"
    info.mkdir()
    (folder / "mine.py").write_text(PLUGIN, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[osint_kit.sources]\nmine = {target}\n", "utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "from osint_kit.errors import UsageError\nfrom osint_kit.sources import all_sources\n"
        "try: print(all_sources()[-1].declaration.name)\nexcept UsageError as error: print(error.message)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


def test_a_source_of_another_package_is_found(tmp_path: Path) -> None:
    assert installed(tmp_path, "mine:Mine").stdout == "mine\n"


@pytest.mark.parametrize("target", ["mine:Gone", "gone:Mine", "mine:PLUGIN"])
def test_a_source_that_cannot_be_loaded_is_named(tmp_path: Path, target: str) -> None:
    done = installed(tmp_path, target)
    assert "the source mine" in done.stdout
    assert done.stderr == ""
