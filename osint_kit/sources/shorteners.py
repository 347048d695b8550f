"""Which hosts do nothing but forward: data, a line a host with its source. Nothing is taken for one by its look.

The packaged lists are ``shorteners.txt``, the kit's own, and ``shorteners_community.txt`` (CC BY-SA 4.0, see its head),
without the hosts of ``messenger_hosts.txt``.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from osint_kit.canonical import sha256_hex
from osint_kit.errors import UsageError
from osint_kit.identifiers.url import Url, read_host, read_url
from osint_kit.reach import Reach

PACKAGED = ("shorteners.txt", "shorteners_community.txt")
PREVIEWS = "previews.txt"
MESSENGERS = "messenger_hosts.txt"
STEP = "write a host on each line, such as bit.ly, or *.example.com for all names below it; # begins a remark"


class Shorteners:
    """A list of hosts. ``name`` says which list it is, for the record of a run."""

    def __init__(self, hosts: Mapping[str, str], name: str) -> None:
        self._hosts = dict(hosts)
        self.name = name

    def __contains__(self, host: object) -> bool:
        return isinstance(host, str) and self.source(host) is not None

    def __len__(self) -> int:
        return len(self._hosts)

    def source(self, host: str) -> str | None:
        """Where it is said that a host in canonical form is a shortener; None where it is none."""
        if host in self._hosts:
            return self._hosts[host]
        parent = host
        while "." in parent:
            parent = parent.partition(".")[2]
            if f"*.{parent}" in self._hosts:
                return self._hosts[f"*.{parent}"]
        return None

    def reach(self, url: Url) -> Reach:
        """How near to the subject asking an address comes: known shorteners are platforms, all else is his."""
        return Reach.PLATFORM if url.host in self else Reach.TARGET

    def preview(self, url: Url) -> Url | None:
        """The page that shows where a link of a listed host leads, or the link itself where it is that page already."""
        form = previews().get(url.host)
        if form is None or url.host not in self or url.path.strip("/") == "":
            return None
        before, _, after = form.partition("{path}")
        bare = f"{url.scheme}://{url.host}{url.path}"
        if after and bare.endswith(after) and bare.startswith(before):
            return url
        return read_url(f"{before}{url.path.rstrip('/')}{after}")


@lru_cache(maxsize=1)
def shorteners() -> Shorteners:
    """The packaged lists."""
    ends = messengers()
    lines = [line for name in PACKAGED for line in _packaged(name) if line.partition("\t")[0] not in ends]
    hosts = {host: source for host, _, source in (line.partition("\t") for line in lines)}
    return Shorteners(hosts, f"packaged, sha256:{sha256_hex(chr(10).join(lines).encode())}")


@lru_cache(maxsize=1)
def messengers() -> frozenset[str]:
    """Hosts each link of which is the address of an account, a room or a message."""
    return frozenset(line.partition("\t")[0] for line in _packaged(MESSENGERS))


@lru_cache(maxsize=1)
def previews() -> dict[str, str]:
    """From hosts to the addresses of their preview pages."""
    return {host: form for host, form, _ in (line.split("\t") for line in _packaged(PREVIEWS))}


def read_shorteners(path: Path) -> Shorteners:
    """A list to use in place of the packaged ones: a host a line, perhaps a tab and its source.

    Raises `UsageError` that names the file, the line, and what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"the list of shorteners {path} cannot be read: {error.strerror}", STEP) from error
    hosts: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        text, _, source = line.partition("#")[0].strip().partition("\t")
        if not text:
            continue
        star = "*." if text.startswith("*.") else ""
        try:
            host = read_host(text.removeprefix(star).strip())
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {text!r} is no host: {error}", STEP) from error
        hosts[star + host] = source.strip() or str(path.name)
    if not hosts:
        raise UsageError(f"the list of shorteners {path} names no host", STEP)
    return Shorteners(hosts, f"sha256:{sha256_hex(data)}")


def _packaged(name: str) -> list[str]:
    text = (files("osint_kit.sources") / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
