"""Which WHOIS server answers for a top-level domain: IANA is asked once in a run, however many names stand under it."""

import threading
from weakref import WeakKeyDictionary

from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import WhoisAnswer, WhoisRequest


class _Referral:
    """IANA's answer about one top-level domain; ``lock`` is held by whoever asks for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answer: WhoisAnswer | None = None


_lock = threading.Lock()
_known: "WeakKeyDictionary[Gateway, dict[str, _Referral]]" = WeakKeyDictionary()


def referral(gateway: Gateway, request: WhoisRequest) -> WhoisAnswer:
    """The answer to a question to IANA, asked by this gateway once; a failure is forgotten.

    Raises `osint_kit.gateway.failures.Failure`.
    """
    with _lock:
        known = _known.setdefault(gateway, {}).setdefault(request.query, _Referral())
    with known.lock:
        if known.answer is None:
            known.answer = gateway.whois(request)
        return known.answer
