import socket
from typing import Any

import pytest

from osint_kit.gateway import open_world
from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.dial import connect_first
from osint_kit.gateway.dns_transport import system_resolvers
from osint_kit.gateway.exchange import HttpRequest, WhoisRequest
from osint_kit.gateway.guard import is_address
from osint_kit.gateway.wire import Tape
from osint_kit.reach import Reach
from tests.gateway.conftest import MakeWorld, Serve, ask
from tests.gateway.servers import answering, ok


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "192.0.2.1", "[2001:db8::1]", "169.254.169.254", "0"])
def test_on_the_internet_the_guard_stands_before_the_first_packet(host: str, serve: Serve) -> None:
    server = serve(answering(ok()))
    exchange = open_world().perform(HttpRequest(f"http://{host}:{server.port}/", Reach.TARGET, "test"))
    assert (exchange.failure, exchange.peer, exchange.sent) == ("guard", None, b"")
    assert open_world().perform(WhoisRequest(host, "x", "test")).failure == "guard"
    assert server.connections == 0


def test_the_next_address_is_tried_where_one_is_dead(serve: Serve) -> None:
    server, tape = serve(answering(ok())), Tape()
    with connect_first(["127.0.0.2", "127.0.0.1"], server.port, None, tape, Deadline(5)) as connection:
        assert connection.getpeername() == ("127.0.0.1", server.port)
    assert tape.peer == ("127.0.0.1", server.port)


def test_the_last_dead_address_is_a_failure(closed_port: int) -> None:
    with pytest.raises(OSError):
        connect_first(["127.0.0.2", "127.0.0.1"], closed_port, None, Tape(), Deadline(5))


def test_the_resolvers_of_the_system_are_addresses() -> None:
    assert all(is_address(host.partition("%")[0]) and port == 53 for host, port in system_resolvers())


def test_no_name_is_looked_up_by_the_system(serve: Serve, world: MakeWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's own resolver and hosts file say is not asked."""
    asked: list[object] = []
    real = socket.getaddrinfo

    def listening(host: str, *rest: Any, **more: Any) -> object:
        asked.append(host)
        return real(host, *rest, **more)

    net = world({"*:80": serve(answering(ok())).place})
    monkeypatch.setattr(socket, "getaddrinfo", listening)
    assert net.perform(ask()).failure == ""
    assert asked == []


def test_onion_names_are_asked_of_no_resolver() -> None:
    exchange = open_world().perform(ask("http://abcdefghijklmnop.onion/"))
    assert exchange.failure == "world"
    assert "socks5h" in exchange.why
