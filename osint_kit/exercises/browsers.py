"""A Chromium that sees an exercise and nothing else: its resolver rules, its trust, a profile for one time.

The switches are Chromium's own (https://chromium.googlesource.com/chromium/src, net/dns/mapped_host_resolver.h and
components/network_session_configurator/common/network_switch_list.h).
"""

import os
import shutil
import socket
import ssl
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from osint_kit.errors import UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
OWN_CHATTER = (
    *("accounts.google.com", "clients2.google.com", "www.google.com", "update.googleapis.com"),
    *("content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com", "edge.microsoft.com"),
)
"""Hosts that browsers ask by themselves: nothing of it belongs into the trainer's view."""
SWITCHES = (
    *("--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--disable-domain-reliability", "--disable-default-apps", "--no-pings"),
)
SECONDS = 10


def find_browser(wanted: str = "") -> str:
    """The path of a browser of Chromium's kind. Raises ``UsageError`` where there is none."""
    tried = (wanted,) if wanted else (*NAMES, *PLACES)
    for name in tried:
        found = shutil.which(name)
        if found:
            return found
    message = f"{wanted} cannot be run" if wanted else "no Chromium, Chrome or Edge was found on this machine"
    raise UsageError(message, "install one, or give the path of its program with --browser")


def browser_command(
    browser: str, world: Path, profile: Path, url: str, hosts: frozenset[str] = frozenset()
) -> list[str]:
    """The command that opens ``url`` in the world of a world file; ``profile`` is a folder that goes afterwards.

    Names go to the ports of the exercise, every other name and port nowhere. ``hosts`` are those that the exercise is
    known to have. Raises ``UsageError`` where the world does not answer.
    """
    values = tomllib.loads(world.read_text(encoding="utf-8"))
    places = values.get("connect", {})
    try:
        plain, secure = places["*:80"], places["*:443"]
        key = key_hash(secure, world.parent / values["ca"])
    except (KeyError, OSError) as error:
        raise UsageError(f"the exercise of {world} does not answer: {error}", "is it still running?") from error
    quiet = [f"MAP {host} ~NOTFOUND" for host in OWN_CHATTER if host not in hosts]
    rules = [*quiet, f"MAP *:80 {plain}", f"MAP *:443 {secure}", "MAP * ~NOTFOUND"]
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()  # Chromium refuses root else
    return [
        browser,
        f"--user-data-dir={profile}",
        f"--host-resolver-rules={', '.join(rules)}",
        f"--ignore-certificate-errors-spki-list={key}",
        "--proxy-server=direct://",
        *SWITCHES,
        *root,
        url,
    ]


def key_hash(place: str, authority: Path) -> str:
    """SHA-256 over the public key that all hosts of an exercise share, in base64, if its authority vouches for it.

    Raises ``OSError`` (`ssl.SSLError` is one) where nobody answers, or another than that authority.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    host, _, port = place.rpartition(":")
    context = ssl.create_default_context(cafile=str(authority))
    context.check_hostname = False
    with (
        socket.create_connection((host.strip("[]"), int(port)), SECONDS) as plain,
        context.wrap_socket(plain, server_hostname="key.example") as secure,
    ):
        certificate = x509.load_der_x509_certificate(secure.getpeercert(binary_form=True) or b"")
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(sha256(spki).digest()).decode()
