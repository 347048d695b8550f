"""`osint link decode` beside dfir-unfurl: what each finds in the same links, and how many links a second.

`python -m tests.bench.decode` makes a virtual environment with dfir-unfurl in a folder of the user's cache (its first
run needs the package index), asks both about every link below without a network, and prints a table: `yes` where the
fact stands in anything that a tool says, in the words or the form that it uses. The links are made up; their kinds
are those of our issue and of dfir-unfurl's own tests. A fact that only unfurl reads is listed too.
"""

# ruff: noqa: E501  # an example a line

import json
import os
import re
import subprocess
import sys
import time
import venv
from pathlib import Path
from urllib.parse import quote

from osint_kit.links.decode import decode

PEER = "dfir-unfurl==20261007"
TARGET = "https://jobs.example/apply?ref=1"
CODED = quote(TARGET, safe="")
# Reads links, a line each, from standard input; writes all that it says of each as a JSON list, then the seconds.
ASK = """
import json, sys, time, logging
logging.disable(logging.CRITICAL)
from unfurl.core import Unfurl
links = [line.rstrip("\\n") for line in sys.stdin]
begun = time.perf_counter()
for link in links:
    said = []
    try:
        one = Unfurl(remote_lookups=False)
        one.add_to_queue(data_type="url", key=None, value=link)
        one.parse_queue()
        for node in one.nodes.values():
            if node.node_id != 1:
                said += [str(text) for text in (node.value, node.label, node.hover) if text is not None]
    except Exception as error:
        said.append(f"failed: {error}")
    sys.stderr.write(json.dumps(said) + "\\n")
sys.stderr.write(json.dumps(time.perf_counter() - begun) + "\\n")
"""

# kind · link · what must be found: alternatives, any of which will do
EXAMPLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Safe Links: target", f"https://nam04.safelinks.protection.outlook.com/?url={CODED}&data=05", (TARGET,)),
    ("Safe Links: recipient", "https://nam04.safelinks.protection.outlook.com/?url=x&data=05%7C02%7Cana%40police.example%7Ca%7Cb%7C0%7C0%7C638396640000000000%7CUnknown", ("ana@police.example",)),
    ("Proofpoint v1", f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=x", (TARGET,)),
    ("Proofpoint v2", "https://urldefense.proofpoint.com/v2/url?u=https-3A__jobs.example_apply-3Fref-3D1&d=x&e=", (TARGET,)),
    ("Proofpoint v3", "https://urldefense.com/v3/__https://jobs.example/a*b__;Kw!!abc!def$", ("https://jobs.example/a+b",)),
    ("Barracuda", f"https://linkprotect.cudasvc.com/url?a={CODED}&c=E,1", (TARGET,)),
    ("Cisco", f"https://secure-web.cisco.com/1S1h/{CODED}", (TARGET,)),
    ("Check Point", f"https://url.avanan.click/v2/___{TARGET}___.YXAz", (f"{TARGET}\0",)),
    ("Sophos", "https://eu-west-1.protection.sophos.com/?d=jobs.example&u=aHR0cHM6Ly9qb2JzLmV4YW1wbGUvYXBwbHk/cmVmPTE=", (TARGET,)),
    ("Trend Micro", f"https://ddec1-0-en-ctp.trendmicro.com/wis/clicktime/v1/query?url={CODED}&umid=1", (TARGET,)),
    ("Facebook link shim", f"https://l.facebook.com/l.php?u={CODED}&h=AT0", (TARGET,)),
    ("Google url?q=", f"https://www.google.com/url?q={CODED}&sa=D", (TARGET,)),
    ("AMP cache", "https://jobs-example.cdn.ampproject.org/c/s/jobs.example/apply?ref=1", (TARGET,)),
    ("Google Translate host", "https://jobs-example.translate.goog/apply?ref=1&_x_tr_sl=en", (TARGET,)),
    ("Bing ck/a", "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9qb2JzLmV4YW1wbGUvYXBwbHk_cmVmPTE&ntb=1", (TARGET,)),
    ("Yahoo RU=", f"https://r.search.yahoo.com/_ylt=A/RV=2/RU={CODED}/RK=2/RS=x", (TARGET,)),
    ("DuckDuckGo uddg", f"https://duckduckgo.com/l/?uddg={CODED}", (TARGET,)),
    ("VK away", f"https://vk.com/away.php?to={CODED}", (TARGET,)),
    ("Wayback Machine: page", "https://web.archive.org/web/20240102030405/https://jobs.example/apply", ("https://jobs.example/apply\x00",)),
    ("Wayback Machine: time", "https://web.archive.org/web/20240102030405/https://jobs.example/apply", ("2024-01-02T03:04:05", "2024-01-02 03:04:05")),
    ("Mandrill", "https://mandrillapp.com/track/click/1/x?p=eyJwIjogIntcInVybFwiOiBcImh0dHBzOi8vam9icy5leGFtcGxlL2FwcGx5P3JlZj0xXCJ9In0", (TARGET,)),
    ("two wrappers, one in the other", f"https://l.facebook.com/l.php?u={quote('https://www.google.com/url?q=' + CODED, safe='')}", (TARGET,)),
    ("clean link", f"{TARGET}&utm_source=fb&fbclid=IwAR1", (TARGET,)),
    ("tracker named: fbclid", f"{TARGET}&fbclid=IwAR1", ("Facebook",)),
    ("tracker named: ttclid", f"{TARGET}&ttclid=abc", ("TikTok",)),
    ("tracker named: mc_eid", f"{TARGET}&mc_eid=abc", ("Mailchimp",)),
    ("gclid: time", f"{TARGET}&gclid=CKSDxc_qhLkCFQyk4AodO24Arg", ("2013-08-17T15:50:17", "2013-08-17 15:50:17")),
    ("Google ei: time", "https://www.google.com/search?q=a&ei=yTLGX4HlPIWYr7wP8NGK4AI", ("2020-12-01T12:10:49", "2020-12-01 12:10:49")),
    ("Google ved: time", "https://www.google.com/search?q=a&ved=2ahUKEwjVtpnX0q_tAhXAQzABHVTWBDoQ4dUDegQIAxAC", ("2020-12-02T15:47:58", "2020-12-02 15:47:58")),
    ("Google rlz: week", "https://www.google.com/search?q=a&rlz=1C1GCAB_enUS907US907", ("2020-06-22",)),
    ("X post: time", "https://x.com/ana/status/1541815603606036480", ("2022-06-28T16:07:40", "2022-06-28 16:07:40")),
    ("Discord: time", "https://discord.com/channels/427876741990711298/551531058039095296", ("2018-03-26T17:09:24", "2018-03-26 17:09:24")),
    ("TikTok: time", "https://www.tiktok.com/@ana/video/6854717870488702213", ("2020-07-29T02:06:13", "2020-07-29 02:06:13")),
    ("Instagram: time", "https://www.instagram.com/p/DW1nTDiDvnF/", ("2026-04-07T16:48:30", "2026-04-07 16:48:30")),
    ("LinkedIn: time", "https://www.linkedin.com/posts/ana_x-activity-6904926959046938624-B2Ma", ("2022-03-02T23:14:34", "2022-03-02 23:14:34")),
    ("Mastodon, a known server", "https://mastodon.social/@ana/109234567890123456", ("2022-10-26T12:27:09", "2022-10-26 12:27:09")),
    ("Mastodon, any server", "https://toots.example/@ana/109234567890123456", ("2022-10-26T12:27:09", "2022-10-26 12:27:09")),
    ("Bluesky: time", "https://bsky.app/profile/ana.example/post/3lbd2ebt3wk2r", ("2024-11-19T18:19:55", "2024-11-19 18:19:55")),
    ("X picture: time", "https://pbs.twimg.com/media/ErD8xv0VkAIBJe7?format=jpg", ("2021-01-06T16:20:44", "2021-01-06 16:20:44")),
    ("Gmail message: time", "https://mail.google.com/mail/u/0/#inbox/172ed79b0337c14f", ("2020-06-25T21:54:34", "2020-06-25 21:54:34")),
    ("UUID v1", "https://x.example/c232ab00-9414-11ec-b3c8-9f6bdeced846", ("2022-02-22T19:22:22", "2022-02-22 19:22:22")),
    ("UUID v6", "https://x.example/1ec9414c-232a-6b00-b3c8-9f6bdeced846", ("2022-02-22T19:22:22", "2022-02-22 19:22:22")),
    ("UUID v7", "https://x.example/017f22e2-79b0-7cc3-98c4-dc0c0c07398f", ("2022-02-22T19:22:22", "2022-02-22 19:22:22")),
    ("ULID", "https://x.example/01ARZ3NDEKTSV4RRFFQ69G5FAV", ("2016-07-30T23:54:10", "2016-07-30 23:54:10")),
    ("KSUID", "https://x.example/0ujtsYcgvSTl8PAuAdqWYSMnLOv", ("2017-10-10T04:00:47", "2017-10-10 04:00:47")),
    ("MongoDB ObjectId", "https://x.example/65920080aabbccddee112233", ("2024-01-01T00:00:00", "2024-01-01 00:00:00")),
    ("xid", "https://x.example/9m4e2mr0ui3e8a215n4g", ("2011-03-22T17:50:19", "2011-03-22 17:50:19")),
    ("Unix seconds", "https://x.example/?created=1704067200", ("2024-01-01T00:00:00", "2024-01-01 00:00:00")),
    ("WebKit time", "https://x.example/?t=13348540800123456", ("2024-01-01T00:00:00", "2024-01-01 00:00:00")),
    (".NET ticks", "https://x.example/?t=638396640000000000", ("2024-01-01T00:00:00", "2024-01-01 00:00:00")),
    ("base64", "https://x.example/?x=aGVsbG8gd29ybGQgZnJpZW5k", ("hello world friend",)),
    ("base64, compressed", "https://x.example/?x=eJzLSM3JyVcozy_KSVFIK8pMzUvRUcjAEAMAFT8ONQ", ("hello world friend",)),
    ("JWT: subject", "https://x.example/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEiLCJpYXQiOjE3MDQwNjcyMDB9.c2lnbmF0dXJl", ("ana",)),
    ("JWT: time", "https://x.example/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEiLCJpYXQiOjE3MDQwNjcyMDB9.c2lnbmF0dXJl", ("2024-01-01T00:00:00", "2024-01-01 00:00:00")),
    ("WhatsApp: number", "https://wa.me/6799991234", ("+6799991234",)),
    ("Telegram: account", "https://t.me/sefa_jobs/42", ("telegram:sefa_jobs", "Telegram")),
    ("Facebook: account", "https://www.facebook.com/island.jobs/posts/123", ("facebook:island.jobs", "Profile: island.jobs")),
    ("Google Maps: coordinates", "https://www.google.com/maps/@-18.1416,178.4419,13z", ("-18.1416, 178.4419", "Latitude")),
    ("Google Maps: the mark", "https://www.google.com/maps/place/X/data=!3m1!4b1!8m2!3d-18.15!4d178.43", ("-18.15, 178.43", "Latitude")),
    ("geo:", "geo:-18.1416,178.4419", ("-18.1416, 178.4419", "Latitude")),
    ("mailto: addresses", "mailto:ana@police.example?cc=sefa@jobs.example", ("sefa@jobs.example",)),
    ("punycode", "https://xn--bcher-kva.example/", ("bücher.example",)),
    ("mixed scripts", "https://аpple.example/", ("Cyrillic",)),
    ("user:pass@host", "https://bank.example@evil.example/", ("not bank.example",)),
    ("IP as a number", "http://2130706433/", ("127.0.0.1",)),
    ("IP in hex", "http://0x7f000001/", ("127.0.0.1",)),
    ("search words", "https://www.bing.com/search?q=jobs+in+fiji", ("Search Query: jobs", "jobs in fiji")),
    ("YouTube: start", "https://www.youtube.com/watch?v=LnhSTZgzKuY&t=42s", ("42",)),
    ("text fragment", "https://x.example/#:~:text=no%20experience", ("no experience",)),
    ("magnet: name", "magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056&dn=film", ("film",)),
    ("a hash is named as one", "https://x.example/5f4dcc3b5aa765d61d8327deb882cf99", ("MD5",)),
    ("base32", "https://x.example/?x=NBSWY3DPEB3W64TMMQQGM4TJMVXGI", ("hello world friend",)),
    ("protobuf in base64", "https://x.example/?x=CkQKCEpvaG4gRG9lENIJGhBqZG9lQGV4YW1wbGUuY29tIOr//////////wEoks28w/3B2LS5ATF90LNZ9TkSQDoEABI0Vg==", ("jdoe@example.com",)),
    ("sonyflake", "https://x.example/45eec4a4600041b", ("Sonyflake",)),
    ("LinkedIn profile number", "https://www.linkedin.com/in/ana-vuki-93b3a220a", ("890781887",)),
    ("Metasploit checksum", "https://x.example/WsJH", ("Metasploit", "Meterpreter")),
)  # fmt: skip


def main() -> None:
    """Ask both, and print a table."""
    links = [link for _, link, _ in EXAMPLES]
    theirs, their_seconds = _peer(links)
    decode(links[0])
    begun = time.perf_counter()
    ours = [_said(link) for link in links]
    our_seconds = time.perf_counter() - begun
    print(f"{'in the link':34} {'osint':>6} {'unfurl':>7}")
    counts = [0, 0]
    for (kind, _, facts), mine, other in zip(EXAMPLES, ours, theirs, strict=True):
        found = [any(_stands(fact, said) for fact in facts) for said in (mine, other)]
        counts = [count + hit for count, hit in zip(counts, found, strict=True)]
        print(f"{kind:34} {'yes' if found[0] else '-':>6} {'yes' if found[1] else '-':>7}")
    print(f"{f'of {len(EXAMPLES)}':34} {counts[0]:6} {counts[1]:7}")
    print(f"{'links a second':34} {len(links) / our_seconds:6,.0f} {len(links) / their_seconds:7,.0f}")


def _stands(fact: str, said: list[str]) -> bool:
    """Whether a fact stands in what was said; with a NUL behind it, as a whole value."""
    if fact.endswith("\0"):
        return fact[:-1] in said
    return any(fact in text for text in said)


def _said(link: str) -> list[str]:
    """All that we say: the values and the words, without the link itself."""
    return [text for told in decode(link).told for text in (told.part.value, told.part.explains)]


def _peer(links: list[str]) -> tuple[list[list[str]], float]:
    python = _environment()
    done = subprocess.run(
        [str(python), "-W", "ignore", "-c", ASK], input="\n".join(links), capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stderr.splitlines() if re.match(r"[\[\d]", line)]
    return lines[:-1], lines[-1]


def _environment() -> Path:
    """A Python that has the peer; made once, in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "osint-kit-bench" / PEER.replace("==", "-")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (folder / "ready").exists():
        print(f"installing {PEER} for the comparison ...", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", PEER], check=True)
        (folder / "ready").touch()
    return python


if __name__ == "__main__":
    main()
