import gc
import socket
import ssl
import subprocess
import sys
import threading
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from osint_kit.exercises import Asked, Range, load_scenario
from osint_kit.exercises.servers import LOOPBACK, TIMEOUT
from tests.exercises.client import Client, running
from tests.exercises.conftest import Write

SCENARIO = load_scenario("island-jobs")


def refused(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return True
    return False


def test_the_world_file(tmp_path: Path) -> None:
    with Range(SCENARIO) as range_:
        path = range_.write_world(tmp_path)
        world = tomllib.loads(path.read_text(encoding="utf-8"))
    assert path == tmp_path / "world.toml"
    assert (world["name"], world["ca"]) == ("island-jobs", "ca.pem")
    assert set(world) == {"name", "resolver", "ca", "connect"}
    patterns = ["*:80", "*:443", "*:43", "whois.iana.org:43", "whois.nic.example:43"]
    assert list(world["connect"]) == patterns
    places = {world["resolver"], *world["connect"].values()}
    assert len(places) == 6
    assert all(place.startswith("127.0.0.1:") for place in places)
    assert b"BEGIN CERTIFICATE" in (tmp_path / "ca.pem").read_bytes()


def test_there_is_no_world_without_a_running_range(tmp_path: Path) -> None:
    range_ = Range(SCENARIO)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            range_.write_world(tmp_path)
        range_.start()
        range_.stop()
    assert list(tmp_path.iterdir()) == []


def test_stop_leaves_nothing_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with running(SCENARIO, tmp_path) as (range_, client):
        context = ssl.create_default_context(cafile=client.ca)
        idle = [client.dial(pattern) for pattern in ("*:80", "*:443", "*:43")]
        idle.append(socket.create_connection((client.resolver, client.dns_port)))
        shaken = context.wrap_socket(client.dial("*:443"), server_hostname="bit.ly")
        shaken.sendall(b"HEAD / HTTP/1.1\r\nHost: bit.ly\r\n\r\n")
        shaken.recv(4096)
        ports = [client.dns_port, *(int(place.split(":")[1]) for place in client.connect.values())]
        range_.start()
        assert not any(map(refused, ports))
        stopping = time.monotonic()
    assert time.monotonic() - stopping < TIMEOUT / 3
    assert set(threading.enumerate()) == before
    assert all(map(refused, ports))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind((LOOPBACK, client.dns_port))
    for connection in (*idle, shaken):
        connection.close()
    range_.stop()
    gc.collect()  # a socket that was left open is a ResourceWarning here, and warnings are errors
    assert [entry.protocol for entry in range_.log] == ["https"]


def test_it_starts_again(tmp_path: Path) -> None:
    range_ = Range(SCENARIO)
    for _ in range(2):
        with range_:
            assert Client(range_.write_world(tmp_path)).resolve("bit.ly").answer


def test_two_ranges_at_once(scenario: Write, tmp_path: Path) -> None:
    other = scenario('[[domain]]\nname = "bit.ly"\naddress = "192.0.2.99"')
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with running(SCENARIO, tmp_path / "a") as (_, one), running(other, tmp_path / "b") as (_, two):
        assert one.fetch("https://bit.ly/free-wifi").status == 302
        assert two.fetch("https://bit.ly/free-wifi").status == 404
        assert two.resolve("bit.ly").answer[0][0].to_text() == "192.0.2.99"


def test_two_hundred_connections_at_once(tmp_path: Path) -> None:
    together = threading.Barrier(200)
    with running(SCENARIO, tmp_path) as (range_, client):
        context = ssl.create_default_context(cafile=client.ca)

        def visit(number: int) -> bytes:
            host = ("bit.ly", "tinyurl.com", "is.gd")[number % 3]
            with client.dial("*:443") as plain, context.wrap_socket(plain, server_hostname=host) as secure:
                together.wait(15)
                secure.sendall(f"GET /{number} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                return secure.recv(4096)

        with ThreadPoolExecutor(200) as pool:
            answers = list(pool.map(visit, range(200)))
    assert all(answer.startswith(b"HTTP/1.1 404") for answer in answers)
    assert len(range_.log) == 200
    assert len({entry.what for entry in range_.log}) == 200


def test_the_log_and_its_observer(tmp_path: Path) -> None:
    seen: list[Asked] = []
    with Range(SCENARIO, seen.append) as range_:
        client = Client(range_.write_world(tmp_path))
        client.resolve("nobody.example", "MX")
        client.whois("whois.nic.example", "nobody.example")
        client.fetch("http://www.island-jobs.example/a?b=c")
    assert tuple(seen) == range_.log
    assert [(e.protocol, e.host, e.what, e.outcome, e.off_limits) for e in seen] == [
        ("dns", "nobody.example", "MX", "NXDOMAIN", False),
        ("whois", "whois.nic.example", "nobody.example", 'No match for "NOBODY.EXAMPLE".', False),
        ("http", "www.island-jobs.example", "GET /a?b=c", "404", True),
    ]
    assert seen[0].at <= seen[1].at <= seen[2].at


def test_ctrl_c_stops_it() -> None:
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt), Range(SCENARIO):
        raise KeyboardInterrupt
    assert set(threading.enumerate()) == before


def test_a_program_that_forgets_to_stop_it_still_ends() -> None:
    program = "from osint_kit.exercises import *; Range(load_scenario('island-jobs')).start()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_importing_the_room_loads_no_heavy_library() -> None:
    program = (
        "import sys, osint_kit.exercises; print([m for m in ('dns', 'trustme', 'cryptography') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=20, check=True)
    assert done.stdout.strip() == b"[]"
