"""Many DNS questions under way at once over a few UDP sockets, in one thread.

A message that comes is held against the question that is waited for under its id, and nothing in it is read.
What a datagram cannot settle (an answer that was cut, a resolver that cannot read EDNS) is asked anew by the one
who asks single questions. A question is asked again when its answer is late; what is late is learnt from the
answers themselves (`Patience`). Ids are drawn anew for each datagram, and the ports by the system (RFC 5452).
"""

import os
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from osint_kit.clock import now
from osint_kit.gateway import dns_wire
from osint_kit.gateway.dns_transport import CANNOT, LARGEST, asked_for
from osint_kit.gateway.exchange import DnsRequest, Exchange
from osint_kit.gateway.failures import TimedOut, Unreachable
from osint_kit.gateway.flight import Settled, SideBySide
from osint_kit.gateway.patience import Patience
from osint_kit.gateway.routes import shown
from osint_kit.gateway.wire import Place

SOCKETS = 8
"""To one resolver: each has a port and a buffer of its own."""
TRIES = 5
DEAD_AFTER = 20
"""Answers missed in a row after which another resolver is asked first."""
SINGLY = 8
"""Questions that are asked anew at once."""
GLANCE = 0.01
"""Seconds between two looks at those."""
BUFFER = 4 << 20


@dataclass(frozen=True)
class Ease:
    """How hard a resolver may be pressed: questions under way, and a second (None: as many as it can answer)."""

    at_once: int
    per_second: float | None = None


class _Asked:
    """A question that is under way."""

    __slots__ = ("begun", "cannot", "channel", "place", "query", "question", "request", "sent_at", "started", "tries")

    def __init__(self, place: int, request: DnsRequest, question: bytes, started: datetime) -> None:
        self.place = place
        self.request = request
        self.question = question
        self.query = dns_wire.query(question)
        self.started = started
        self.begun = time.monotonic()
        self.tries = 0
        self.sent_at = 0.0
        self.channel: _Channel | None = None
        self.cannot: Exchange | None = None


class _Channel:
    """A socket to one resolver, and the questions under way on it by their ids."""

    __slots__ = ("resolver", "socket", "turn", "under_way")

    def __init__(self, turn: int, resolver: Place) -> None:
        self.turn = turn
        self.resolver = resolver
        self.under_way: dict[bytes, _Asked] = {}
        self.socket = socket.socket(socket.AF_INET6 if ":" in resolver[0] else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        with suppress(OSError):  # the system's own size will do
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.socket.connect(resolver)  # so that the system drops datagrams from elsewhere


class DnsFlight:
    """A `Flight` over UDP. ``singly`` carries out one request by itself, over TCP where need be."""

    def __init__(
        self, resolvers: Sequence[Place], singly: Callable[[DnsRequest], Exchange], ease: Ease, seconds: float
    ) -> None:
        self._resolvers = resolvers
        self._singly = SideBySide(singly, SINGLY)
        self._ease = ease
        self._seconds = seconds
        self._selector = selectors.DefaultSelector()
        self._channels: list[deque[_Channel]] = [deque() for _ in resolvers]
        self._sent: list[deque[tuple[float, _Asked]]] = [deque() for _ in range(TRIES + 1)]
        self._settled: Settled = []
        self._under_way = 0
        self._missed = [0] * len(resolvers)
        self._next_turn = 0.0
        self._patience = Patience()
        self._ids = memoryview(b"")

    def room(self) -> bool:
        """Whether fewer are under way than may be, and the next turn has come."""
        if self._under_way + len(self._singly) >= self._ease.at_once:
            return False
        return not self._ease.per_second or time.monotonic() >= self._next_turn

    def put(self, place: int, request: DnsRequest) -> None:
        """Send a question for the first time."""
        moment = now()
        try:
            asked = _Asked(place, request, asked_for(request.name, request.type), moment)
        except Unreachable as failure:
            self._settled.append((place, Exchange(request, moment, moment, failure=failure.word, why=failure.message)))
            return
        if self._ease.per_second:
            self._next_turn = max(self._next_turn, time.monotonic() - 0.05) + 1 / self._ease.per_second
        self._under_way += 1
        self._send(asked)

    def wait(self) -> Settled:
        """What was settled since; waits until there is something, or room."""
        while not self._settled and (self._under_way or self._singly):
            for key, _ in self._selector.select(self._until_due()):
                self._drain(key.data)
            self._ask_late_ones_again()
            if self._singly:
                self._settled += self._singly.wait(0 if self._under_way else GLANCE)
            if self.room():
                break
        settled, self._settled = self._settled, []
        return settled

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._singly.__exit__(kind, error, trace)
        for channels in self._channels:
            for channel in channels:
                channel.socket.close()
        self._selector.close()

    def _until_due(self) -> float:
        """Seconds until something has to be done, whatever comes meanwhile."""
        moment = time.monotonic()
        due = [sent[0][0] + self._patience.seconds(tries) for tries, sent in enumerate(self._sent) if sent]
        if self._next_turn > moment and self._under_way < self._ease.at_once:
            due.append(self._next_turn)
        if self._singly:
            due.append(moment + GLANCE)
        return max(min(due, default=moment + GLANCE) - moment, 0.0)

    def _send(self, asked: _Asked) -> None:
        """Send a question to the resolver whose turn it is; an error shows as no answer."""
        turn = (self._first() + asked.tries) % len(self._resolvers)
        try:
            channel = self._channel(turn)
        except OSError as error:
            self._fail(asked, turn, error)
            return
        id_ = self._new_id()
        while id_ in channel.under_way:
            id_ = self._new_id()
        asked.query = query = id_ + asked.query[2:]
        asked.channel = channel
        asked.tries += 1
        asked.sent_at = moment = time.monotonic()
        channel.under_way[id_] = asked
        self._sent[asked.tries].append((moment, asked))
        try:
            channel.socket.send(query)
        except BlockingIOError:
            pass  # the buffer is full: one more datagram that got lost
        except OSError as error:
            self._refused(channel, error)

    def _first(self) -> int:
        """The first resolver that answers, by what it missed of late."""
        if len(self._resolvers) == 1:
            return 0
        return min(range(len(self._resolvers)), key=lambda turn: (self._missed[turn] // DEAD_AFTER, turn))

    def _channel(self, turn: int) -> _Channel:
        channels = self._channels[turn]
        if len(channels) < SOCKETS:
            channel = _Channel(turn, self._resolvers[turn])
            channels.append(channel)
            self._selector.register(channel.socket, selectors.EVENT_READ, channel)
            return channel
        channels.rotate()
        return channels[0]

    def _new_id(self) -> bytes:
        if not self._ids:
            self._ids = memoryview(os.urandom(4096))
        id_, self._ids = bytes(self._ids[:2]), self._ids[2:]
        return id_

    def _drain(self, channel: _Channel) -> None:
        """Take all datagrams that wait on a socket."""
        receive, under_way = channel.socket.recv, channel.under_way
        moment, ended = time.monotonic(), now()
        while True:
            try:
                data = receive(LARGEST)
            except BlockingIOError:
                return
            except OSError as error:
                self._refused(channel, error)
                return
            asked = under_way.get(data[:2])
            if asked and dns_wire.is_response(data, data[:2], asked.question):
                self._answered(channel, asked, data, moment, ended)

    def _answered(self, channel: _Channel, asked: _Asked, data: bytes, moment: float, ended: datetime) -> None:
        code, cut = data[3] & 0x0F, dns_wire.is_cut(data)
        if not cut and not dns_wire.is_whole(data):
            return  # forged or broken; the right one may follow
        del channel.under_way[data[:2]]
        asked.channel = None
        self._missed[channel.turn] = 0
        if asked.tries == 1:  # of a question asked twice it is not known which one was answered (RFC 6298)
            self._patience.learn(moment - asked.sent_at)
        if cut or code in (dns_wire.FORMERR, dns_wire.NOTIMP):
            self._under_way -= 1
            self._singly.put(asked.place, asked.request)
            return
        notes = (f"asked {asked.tries} times",) if asked.tries > 1 else ()
        exchange = Exchange(asked.request, asked.started, ended, asked.query, data, channel.resolver, notes=notes)
        if code in CANNOT and asked.tries < len(self._resolvers):
            asked.cannot = asked.cannot or exchange
            self._send(asked)
            return
        self._settle(asked, asked.cannot if code in CANNOT and asked.cannot else exchange)

    def _ask_late_ones_again(self) -> None:
        moment = time.monotonic()
        for tries, sent in enumerate(self._sent):
            while sent and sent[0][0] + self._patience.seconds(tries) <= moment:
                sent_at, asked = sent.popleft()
                if asked.channel is None or asked.sent_at != sent_at:
                    continue  # it was answered
                self._lost(asked)
            while sent and sent[0][1].channel is None:
                sent.popleft()

    def _lost(self, asked: _Asked) -> None:
        """No answer came in time: ask again, or give up."""
        channel = asked.channel
        assert channel
        del channel.under_way[asked.query[:2]]
        asked.channel = None
        self._missed[channel.turn] += 1
        if asked.tries < TRIES and time.monotonic() - asked.begun < self._seconds:
            self._send(asked)
            return
        why = f"the resolver {shown(channel.resolver)} did not answer, asked {asked.tries} times"
        self._settle(asked, asked.cannot or self._failed(asked, channel.resolver, TimedOut(why)))

    def _refused(self, channel: _Channel, error: OSError) -> None:
        """The system says that nobody is there: whatever was asked there is asked elsewhere, or fails."""
        self._missed[channel.turn] += DEAD_AFTER
        waiting = list(channel.under_way.values())
        channel.under_way.clear()
        for asked in waiting:
            asked.channel = None
            if asked.tries < TRIES:
                self._send(asked)
            else:
                self._fail(asked, channel.turn, error)

    def _fail(self, asked: _Asked, turn: int, error: OSError) -> None:
        resolver = self._resolvers[turn]
        why = f"the resolver {shown(resolver)} cannot be asked: {error.strerror or error}"
        self._settle(asked, asked.cannot or self._failed(asked, resolver, Unreachable(why)))

    def _failed(self, asked: _Asked, resolver: Place, failure: TimedOut | Unreachable) -> Exchange:
        return Exchange(
            asked.request,
            asked.started,
            now(),
            sent=asked.query,
            peer=resolver,
            failure=failure.word,
            why=failure.message,
        )

    def _settle(self, asked: _Asked, exchange: Exchange) -> None:
        self._under_way -= 1
        self._settled.append((asked.place, exchange))
