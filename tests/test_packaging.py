"""What is installed is what is here: no package forgotten, no data left behind, no index named."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The wheel, built from a copy of what git knows, without a network; and what was said while it was built."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, names.split("\0")):
        source, target = ROOT / name, copy / name
        if source.is_symlink() or not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "--verbose", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*build, "-w", str(folder), str(copy)], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path, (done.stdout + done.stderr).decode()


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, str]) -> Path:
    return built[0]


def test_the_build_tool_warns_of_nothing(built: tuple[Path, str]) -> None:
    assert "running bdist_wheel" in built[1]
    assert not re.findall(r".*Warning\b.*", built[1])


def test_the_wheel_holds_every_module_and_every_data_file(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {
        path.relative_to(ROOT).as_posix()
        for folder in ("osint_kit", "commands")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected = {re.sub(r"^commands/", "osint_kit/commands/", name) for name in expected}
    assert inside == expected


def test_the_lock_names_hashes_and_no_index() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert "://" not in text
        assert "index" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def test_the_lock_covers_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = set(project["project"]["dependencies"])
    locked = {line for line in (ROOT / "requirements/run.in").read_text().splitlines() if line and line[0] != "#"}
    assert wanted == locked - {line for line in locked if line.startswith("setuptools")}


def test_data_under_other_licences_is_named_where_a_lawyer_looks(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (notice,) = [archive.read(name).decode() for name in archive.namelist() if name.endswith("licenses/NOTICE")]
    (metadata,) = [archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA")]
    (said,) = re.findall(r"^License-Expression: (.*)$", metadata, re.MULTILINE)
    named = re.compile(r"\b(CC[ -]BY\S*|UNICODE LICENSE|GPL|ODbL|Apache License|MPL)\b", re.IGNORECASE)
    for path in (ROOT / "osint_kit").rglob("*"):
        if path.suffix in (".txt", ".toml", ".json", ".csv") and named.search(path.read_text("utf-8")[:5000]):
            assert path.relative_to(ROOT).as_posix() in notice
    for licence in re.findall(r"SPDX: ([\w.-]+)", notice):
        assert licence in said.split(" AND ")
