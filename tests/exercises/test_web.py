import socket
import ssl
from pathlib import Path

import pytest
import urllib3

from osint_kit.exercises import Range, load_scenario
from tests.exercises.client import Client, ask, running
from tests.exercises.conftest import Write


@pytest.mark.parametrize(
    "url, status, target",
    [
        ("https://bit.ly/island-jobs-2026", 301, "https://tinyurl.com/ij-apply"),
        ("https://bit.ly/island-jobs-2026?fbclid=1", 301, "https://tinyurl.com/ij-apply"),
        ("https://bit.ly/island%2Djobs-2026", 301, "https://tinyurl.com/ij-apply"),
        ("http://bit.ly/island-jobs-2026", 301, "https://bit.ly/island-jobs-2026"),
        ("https://tinyurl.com/ij-apply", 301, "https://apply.island-jobs.example/form"),
        ("https://is.gd/loop1", 302, "https://is.gd/loop2"),
        ("https://is.gd/loop2", 302, "https://is.gd/loop1"),
        ("https://bit.ly/free-wifi", 302, "http://192.168.1.1/admin"),
        ("https://pacific-careeers.example/", 302, "https://island-jobs.example/"),
    ],
)
def test_redirects(island_jobs: Client, url: str, status: int, target: str) -> None:
    answer = island_jobs.fetch(url)
    assert (answer.status, answer.headers["Location"]) == (status, target)


@pytest.mark.parametrize(
    "url, status, says",
    [
        ("https://bit.ly/island-jobs-2026+", 200, "https://tinyurl.com/ij-apply"),
        ("https://island-jobs.example/", 200, "+679 999 1234"),
        ("http://island-jobs-fiji.example/", 200, "for sale"),
        ("https://bit.ly/unknown", 404, "Not Found"),
        ("https://mail.cheap-host.example/", 421, "no mail.cheap-host.example in this exercise"),
        ("https://nobody.example/", 421, "no nobody.example in this exercise"),
        ("http://nobody.example/", 421, "no nobody.example in this exercise"),
    ],
)
def test_pages(island_jobs: Client, url: str, status: int, says: str) -> None:
    answer = island_jobs.fetch(url)
    assert answer.status == status
    assert says in answer.data.decode()
    assert answer.headers["Server"] == "osint-kit-exercise"


def test_the_suspect_counts_his_visitors(tmp_path: Path) -> None:
    with running(load_scenario("island-jobs"), tmp_path) as (range_, client):
        form = "https://apply.island-jobs.example/form"
        assert range_.visits(form) == 0
        assert b"visitor no. 1." in client.fetch(form).data
        assert client.fetch(form, "HEAD").data == b""
        assert b"visitor no. 3." in client.fetch(form).data
        assert (range_.visits(form), range_.visits("apply.island-jobs.example")) == (3, 3)
        client.fetch("https://bit.ly/island-jobs-2026+")
        assert range_.visits("https://bit.ly/island-jobs-2026") == 0
        assert [entry.off_limits for entry in range_.log] == [True, True, True, False]


def test_one_connection_serves_many_requests(island_jobs: Client) -> None:
    url = "https://bit.ly/island-jobs-2026"
    with island_jobs.pool(url) as pool:
        for method in ("GET", "HEAD", "POST", "GET"):
            assert ask(pool, url, method).status == 301
        assert isinstance(pool, urllib3.HTTPSConnectionPool)
        assert (pool.num_connections, pool.num_requests) == (1, 4)


PAGES = """
[[page]]
url = "http://p.example/robots.txt"
file = "files/robots.txt"
[[page]]
url = "http://p.example/data"
headers = { Content-Type = "application/json", X-Own = "é" }
body = '{"visits": "{visits}"}'
[[page]]
url = "http://p.example/gone"
status = 410
title = "A & B"
[[page]]
url = "http://p.example/nothing"
status = 204
[[page]]
url = "http://p.example/search?q=a b"
title = "found"
[[short_link]]
url = "https://tinyurl.com/x"
target = "https://p.example/café"
preview = true
"""


def test_all_kinds_of_pages(scenario: Write, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/robots.txt").write_bytes(b"User-agent: *\n")
    with running(scenario(PAGES), tmp_path) as (_, client):
        robots = client.fetch("http://p.example/robots.txt")
        assert (robots.data, robots.headers["Content-Type"]) == (b"User-agent: *\n", "text/plain; charset=utf-8")
        data = client.fetch("http://p.example/data")
        assert data.json() == {"visits": "{visits}"}
        assert data.headers["X-Own"].encode("latin-1").decode() == "é"
        gone = client.fetch("http://p.example/gone")
        assert gone.status == 410
        assert b"<title>A &amp; B</title>" in gone.data
        nothing = client.fetch("http://p.example/nothing")
        assert (nothing.status, nothing.data, nothing.headers.get("Content-Length")) == (204, b"", None)
        assert client.fetch("http://p.example/search?q=a%20b").status == 200
        assert client.fetch("http://p.example/search?q=c").status == 404
        location = client.fetch("https://tinyurl.com/x").headers["Location"]
        assert location.encode("latin-1").decode() == "https://p.example/café"
        assert "https://p.example/café" in client.fetch("https://preview.tinyurl.com/x").data.decode()


@pytest.mark.parametrize(
    "request_, status",
    [
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://island-jobs-fiji.example HTTP/1.1\r\nHost: x\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: ISLAND-jobs-fiji.example.:80\r\n\r\n", b"200"),
        (b"GET / HTTP/1.0\r\nHost: island-jobs-fiji.example\r\n\r\n", b"200"),
        (b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n", b"421"),
        (b"OPTIONS * HTTP/1.1\r\nHost: bit.ly\r\n\r\n", b"404"),
        (b"GET /a//[?q=%ff&=&& HTTP/1.1\r\nHost: api.github.com\r\n\r\n", b"404"),
        (b"BREW / HTTP/1.1\r\nHost: bit.ly\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nHost: bit.ly\r\nContent-Length: x\r\n\r\n", b"404"),
        (b"POST / HTTP/1.1\r\nHost: bit.ly\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"404"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_odd_requests(island_jobs: Client, request_: bytes, status: bytes) -> None:
    with island_jobs.dial("*:80") as connection:
        connection.sendall(request_)
        with connection.makefile("rb") as answer:
            first = answer.readline()
    assert status in first


def test_bodies_do_not_get_in_between(island_jobs: Client) -> None:
    with island_jobs.dial("*:80") as connection:
        connection.sendall(
            b"POST /a HTTP/1.1\r\nHost: bit.ly\r\nContent-Length: 5\r\n\r\nhello"
            b"HEAD /a HTTP/1.1\r\nHost: bit.ly\r\n\r\n"
            b"GET /island-jobs-2026 HTTP/1.1\r\nHost: bit.ly\r\nConnection: close\r\n\r\n"
        )
        with connection.makefile("rb") as answers:
            whole = answers.read()
    assert whole.count(b"HTTP/1.1 ") == 3
    assert whole.count(b"<h1>Not Found</h1>") == 1
    assert b"Location: https://bit.ly/island-jobs-2026\r\n" in whole


@pytest.mark.parametrize("name", ["bit.ly", "never-heard-of.example", None, "a" * 63 + ".example"])
def test_every_host_gets_a_handshake(island_jobs: Client, name: str | None) -> None:
    context = ssl.create_default_context(cafile=island_jobs.ca)
    context.check_hostname = name is not None
    with (
        island_jobs.dial("*:443") as plain,
        context.wrap_socket(plain, server_hostname=name, suppress_ragged_eofs=False) as secure,
    ):
        secure.sendall(f"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: secure.recv(4096), b""))  # read to a clean end of TLS
    assert answer.startswith(b"HTTP/1.1 404" if name == "bit.ly" else b"HTTP/1.1 421")


def test_no_certificate_for_what_is_no_host_name(island_jobs: Client) -> None:
    with (
        island_jobs.dial("*:443") as plain,
        pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"),
        ssl.create_default_context(cafile=island_jobs.ca).wrap_socket(plain, server_hostname="a_b.example"),
    ):
        pass


def test_the_certificate_is_trusted_in_this_world_only(island_jobs: Client) -> None:
    with (
        island_jobs.dial("*:443") as plain,
        pytest.raises(ssl.SSLCertVerificationError),
        ssl.create_default_context().wrap_socket(plain, server_hostname="bit.ly"),
    ):
        pass


def test_two_ranges_do_not_share_an_authority(island_jobs: Client, tmp_path: Path) -> None:
    with Range(load_scenario("island-jobs")) as other:
        other.write_world(tmp_path)
    assert (tmp_path / "ca.pem").read_bytes() != Path(island_jobs.ca).read_bytes()


def test_no_tls_on_the_port_of_tls(island_jobs: Client) -> None:
    with island_jobs.dial("*:443") as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: bit.ly\r\n\r\n")
        while plain.recv(4096):
            pass
    assert island_jobs.fetch("https://bit.ly/free-wifi").status == 302


def test_a_client_that_goes_away(island_jobs: Client) -> None:
    for pattern in ("*:80", "*:443", "*:43"):
        connection = island_jobs.dial(pattern)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(b"GET")
        connection.close()
    assert island_jobs.fetch("http://bit.ly/free-wifi").status == 301
