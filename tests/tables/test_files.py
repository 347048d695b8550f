import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from osint_kit.errors import OutputError
from osint_kit.tables.files import whole_file, whole_text
from tests import disks

NOBODY = 65534


def test_the_file_is_there_only_when_the_block_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_text_is_utf8_with_lf(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with whole_text(path) as file:
        print("é", "日", sep="\n", file=file)
    assert path.read_bytes() == "é\n日\n".encode()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError, SystemExit])
def test_any_error_leaves_the_old_file_and_nothing_else(error: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(error), whole_file(path) as file:
        raise error(file.write(b"half"))
    with pytest.raises(error), whole_text(path) as text:
        raise error(text.write("half"))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    code = (
        "import sys, pathlib\nfrom osint_kit.tables.files import whole_file\n"
        "with whole_file(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); file.flush(); print('half', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == b"half"
        child.kill()
    assert path.read_bytes() == b"old"


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such folder") as caught, whole_file(tmp_path / "no" / "a.csv"):
        pass
    assert "a.csv" in caught.value.message
    assert "make the folder" in caught.value.next_step


def test_a_folder_is_no_file_and_that_is_known_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError), whole_file(tmp_path):
        pytest.fail("the block ran")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of a user who may not do everything: root is nobody meanwhile."""
    folder = Path(tempfile.mkdtemp())
    root = os.name != "nt" and os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_no_permission_is_said_before_the_work(own_folder: Path) -> None:
    path = own_folder / "a"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(OutputError, match="no permission"), whole_file(path):
        pytest.fail("the block ran")
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_the_mode_of_the_old_file_and_a_link_to_it_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "real", tmp_path / "link"
    path.write_bytes(b"old")
    path.chmod(0o600)
    link.symlink_to(path)
    with whole_file(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_plain_file_is_written_and_not_replaced(tmp_path: Path) -> None:
    # A pipe of our own stands for /dev/null: were this to fail for root, the real one would be gone.
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(path) as file:
        file.write(b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert path.is_fifo()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disks.small_disk(tmp_path / "small", "256k") as disk:
        yield disk


def test_a_full_disk_leaves_the_old_file_and_says_so(small_disk: Path) -> None:
    path = small_disk / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match="disk is full") as caught, whole_text(path) as file:
        file.writelines("x" * 10_000 for _ in range(100))
    assert "a.csv" in caught.value.message
    assert path.read_bytes() == b"old"
    assert list(small_disk.iterdir()) == [path]
