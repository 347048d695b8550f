"""Asking an address of a public source, and its redirects as far as they stay with hosts that the source names."""

from collections.abc import Collection

from osint_kit.gateway import Gateway, redirect_target
from osint_kit.gateway.exchange import Headers, HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.reach import Reach

HOPS = 5


def ask_following(url: str, hosts: Collection[str], source: str, gateway: Gateway, headers: Headers = ()) -> HttpAnswer:
    """The first answer that is no redirect. Raises `Unreachable` where one leads elsewhere, and any `Failure`."""
    for _ in range(HOPS):
        answer = gateway.http(HttpRequest(url, Reach.REGISTRY, source, headers=headers))
        try:
            target = redirect_target(answer)
        except ValueError as error:
            raise Unreachable(f"{source}: a redirect that leads to no web address: {error}", answer.evidence) from error
        if target is None:
            return answer
        if target.host not in hosts or target.scheme != "https":
            raise Unreachable(f"{source}: a redirect to {target.host}, which is not one of its hosts", answer.evidence)
        url = target.text
    raise Unreachable(f"{source}: more than {HOPS} redirects", answer.evidence)
