"""libphonenumber's tables of prefixes, a piece at a time.

``phonenumbers.geocoder``, ``carrier`` and ``timezone`` load all of their data when they are imported: 33
modules in 280 ms, for questions that one or two of them answer in 10. The modules ``data0``, ``data1``, … of
a package hold prefixes in the order of their digits, so the first prefix of each tells which module another
is in. Where the data does not lie so (another release, a zipped library), all of it is loaded the library's
own way.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

Lookup = Callable[[str], Any]
"""What the library's table has for exactly one prefix, such as ``679``; None where it has nothing."""

_HEAD = 2000
"""In bytes: how much of a module is read to see its first prefix, which stands behind a licence of 700."""
_FIRST_KEY = re.compile(rb"^data = \{\s*'(\d+)':", re.MULTILINE)


@cache
def prefix_lookup(package: str, table: str) -> Lookup:
    """The lookup in a table of a package of ``phonenumbers``, such as ``GEOCODE_DATA`` of ``geodata``."""
    pieces = _pieces(_folder(package))
    if pieces is not None:
        return pieces.get
    whole: Mapping[str, Any] = vars(import_module(f"phonenumbers.{package}"))[table]
    return whole.get


def prefix_lengths(package: str, table: str, code: str) -> list[int]:
    """How long the prefixes in a table of a package are that begin with a country code: the longest first."""
    pieces = _pieces(_folder(package))
    if pieces is not None:
        return sorted(pieces.lengths_under(code), reverse=True)
    whole: Mapping[str, Any] = vars(import_module(f"phonenumbers.{package}"))[table]
    return sorted({len(prefix) for prefix in whole if prefix.startswith(code)}, reverse=True)


@cache
def region_names() -> Mapping[str, Mapping[str, str]]:
    """The library's names of regions, by region code and language."""
    path = _folder("geodata") / "locale.py"
    module = _executed(path) if path.is_file() else vars(import_module("phonenumbers.geodata.locale"))
    names: Mapping[str, Mapping[str, str]] = module["LOCALE_DATA"]
    return names


class _Pieces:
    """A table in several modules, each loaded when a prefix in its stretch is first asked for."""

    def __init__(self, paths: list[Path], firsts: list[str]) -> None:
        self._paths = paths
        self._firsts = firsts
        self._loaded: dict[int, Mapping[str, Any]] = {}
        self._prefixes: dict[int, list[str]] = {}

    def get(self, prefix: str) -> Any:
        index = bisect_right(self._firsts, prefix) - 1
        return self._piece(index).get(prefix) if index >= 0 else None

    def lengths_under(self, code: str) -> set[int]:
        """The lengths of the prefixes that begin with ``code``."""
        end = code + "a"  # a letter comes behind all digits
        lengths: set[int] = set()
        for index in range(max(0, bisect_right(self._firsts, code) - 1), bisect_right(self._firsts, end)):
            prefixes = self._sorted(index)
            lengths.update(map(len, prefixes[bisect_left(prefixes, code) : bisect_left(prefixes, end)]))
        return lengths

    def _sorted(self, index: int) -> list[str]:
        if index not in self._prefixes:
            self._prefixes[index] = sorted(self._piece(index))
        return self._prefixes[index]

    def _piece(self, index: int) -> Mapping[str, Any]:
        if index not in self._loaded:
            self._loaded[index] = _executed(self._paths[index])["data"]
        return self._loaded[index]


@cache
def _pieces(folder: Path) -> _Pieces | None:
    """The table of a package; None where its modules are not what is expected."""
    numbers = sorted(int(path.stem.removeprefix("data")) for path in folder.glob("data[0-9]*.py"))
    paths = [folder / f"data{number}.py" for number in numbers]
    firsts = [_first_prefix(path) for path in paths]
    if not paths or "" in firsts or firsts != sorted(firsts):
        return None
    return _Pieces(paths, firsts)


def _first_prefix(path: Path) -> str:
    with path.open("rb") as file:
        found = _FIRST_KEY.search(file.read(_HEAD))
    return found[1].decode("ascii") if found else ""


def _folder(package: str) -> Path:
    import phonenumbers

    return Path(phonenumbers.__file__).parent / package


def _executed(path: Path) -> dict[str, Any]:
    """The names in a module of the library, compiled once by Python as ever, its package left unimported."""
    spec = spec_from_file_location(f"phonenumbers.{path.parent.name}.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded as a module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)
