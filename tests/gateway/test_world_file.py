from pathlib import Path

import pytest
import trustme

from osint_kit.errors import UsageError
from osint_kit.gateway import open_world
from osint_kit.gateway.world_file import read_world_file

WHOLE = """
name = "island-jobs"
resolver = "127.0.0.1:5353"
ca = "ca.pem"
[connect]
"*:80" = "127.0.0.1:8080"
"*:443" = "127.0.0.1:8443"
"*:43" = "[::1]:4343"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    (tmp_path / "junk.pem").write_text("-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n", "utf-8")
    (tmp_path / "binary.pem").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty.pem").write_bytes(b"")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    file = folder / "world.toml"
    file.write_text(text, "utf-8")
    return file


def test_reads_a_whole_file(folder: Path) -> None:
    file = read_world_file(written(folder, WHOLE))
    assert (file.name, file.resolver, file.pace) == ("island-jobs", ("127.0.0.1", 5353), False)
    assert file.ca is not None
    assert file.ca.startswith("-----BEGIN CERTIFICATE-----")
    assert file.routes.find("shop.example", 443) == ("127.0.0.1", 8443)
    assert file.routes.find("shop.example", 43) == ("::1", 4343)
    assert file.routes.find("shop.example", 22) is None


def test_a_name_is_enough(folder: Path) -> None:
    file = read_world_file(written(folder, 'name = "bare"\npace = true'))
    assert (file.resolver, file.ca, file.pace) == (None, None, True)


def test_opens_the_internet_or_a_simulated_world(folder: Path) -> None:
    internet, simulated = open_world(), open_world(written(folder, WHOLE))
    assert (internet.name, internet.simulated) == ("internet", False)
    assert (simulated.name, simulated.simulated) == ("island-jobs", True)


@pytest.mark.parametrize(
    "line, named",
    [
        ("", "name is missing"),
        ("name = 5", "name must be a text"),
        ('name = " "', "name must be a text"),
        ('name = "x"\nresolvr = "127.0.0.1:53"', "resolvr"),
        ('name = "x"\nresolver = 53', "resolver must be a text"),
        ('name = "x"\nresolver = "127.0.0.1"', "resolver cannot be read: the port is missing"),
        ('name = "x"\nresolver = "dns.example:53"', "resolver cannot be read"),
        ('name = "x"\nresolver = "127.0.0.1:99999"', "resolver cannot be read"),
        ('name = "x"\npace = "yes"', "pace must be true or false"),
        ('name = "x"\nca = true', "ca must be a text"),
        ('name = "x"\nca = "missing.pem"', "missing.pem"),
        ('name = "x"\nca = "junk.pem"', "junk.pem"),
        ('name = "x"\nca = "binary.pem"', "binary.pem"),
        ('name = "x"\nca = "empty.pem"', "empty.pem"),
        ('name = "x"\nca = "."', "ca names"),
        ('name = "x"\nconnect = "127.0.0.1:80"', "connect must be a table"),
        ('name = "x"\n[connect]\n"*:80" = 8080', 'connect."*:80" must be a text'),
        ('name = "x"\n[connect]\n"*:80" = "127.0.0.1"', 'connect."*:80" cannot be read: the port is missing'),
        ('name = "x"\n[connect]\n"shop.example" = "127.0.0.1:80"', 'connect."shop.example" cannot be read'),
        ('name = "x"\n[connect]\n"*:http" = "127.0.0.1:80"', 'connect."*:http" cannot be read'),
        ('name = "x', "is no TOML"),
    ],
)
def test_says_which_key_is_wrong_and_what_to_do(line: str, named: str, folder: Path) -> None:
    file = written(folder, line)
    with pytest.raises(UsageError) as raised:
        read_world_file(file)
    assert str(file) in raised.value.message
    assert named in raised.value.message
    assert raised.value.next_step


def test_names_the_nearest_key(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read_world_file(written(folder, 'name = "x"\nresolvr = "127.0.0.1:53"'))
    assert raised.value.next_step == "did you mean 'resolver'?"


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(name: str, folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        open_world(folder / name)


def test_a_file_that_is_no_text(folder: Path) -> None:
    (folder / "world.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is no TOML"):
        open_world(folder / "world.toml")
