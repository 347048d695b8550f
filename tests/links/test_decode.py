"""Links in links, and the bounds of the work that one text can cause."""

import base64
import random
import time
import zlib
from urllib.parse import quote

import pytest

from osint_kit.links.decode import DEEPEST, MOST_LINKS, MOST_PARTS, decode
from osint_kit.links.families import FAMILIES
from osint_kit.links.part import Certainty
from osint_kit.links.taken_apart import LONGEST
from tests.hostile.test_naughty_items import NAUGHTY
from tests.links.reading import parts, said

CEILING = 1.0
"""Seconds for one text; the slowest takes a tenth of it on a quiet machine."""


def wrapped(link: str, times: int) -> str:
    for _ in range(times):
        link = f"https://l.facebook.com/l.php?u={quote(link, safe='')}"
    return link


def test_wrappers_in_wrappers_are_opened_and_where_each_part_stood_is_told() -> None:
    inner = "https://jobs.example/?utm_source=fb&fbclid=IwAR1"
    google = f"https://www.google.com/url?q={quote(inner, safe='')}"
    told = decode(f"https://nam04.safelinks.protection.outlook.com/?url={quote(google, safe='')}").told
    assert [item.part.value for item in told if item.part.what == "wrapped link"] == [google, inner]
    (clean,) = [item for item in told if item.part.what == "clean link"]
    assert clean.part.value == "https://jobs.example/"
    assert clean.way == ("wrapped link", "wrapped link")
    assert clean.link == inner


def test_a_link_without_a_known_wrapper_is_only_said_to_stand_there() -> None:
    (part,) = parts("https://jobs.example/login?next=https%3A%2F%2Fevil.example%2F", "link inside")
    assert part.value == "https://evil.example/"
    assert "not known" in part.explains
    assert said("https://jobs.example/login?next=https%3A%2F%2Fevil.example%2F", "host") == [
        "jobs.example",
        "evil.example",
    ]


@pytest.mark.parametrize(
    "link",
    ["https://jobs.example/https://evil.example/a", "https://jobs.example/?https://evil.example/a",
     "https://jobs.example/#https://evil.example/a", "https://jobs.example/?a=1#next=https://evil.example/a",
     "https://wa.me/?text=see%20https://evil.example/a", "mailto:a@b.example?body=https://evil.example/a"],
)  # fmt: skip
def test_wherever_a_link_stands(link: str) -> None:
    assert "evil.example" in said(link, "host")


def test_a_wrapped_link_is_told_once() -> None:
    link = wrapped("https://jobs.example/", 1)
    assert said(link, "wrapped link") == ["https://jobs.example/"]
    assert said(link, "link inside") == []


def test_what_a_shortener_hides_is_said_not_to_stand_in_it() -> None:
    told = decode("https://bit.ly/x", {"bit.ly"}).told
    (part,) = [item.part for item in told if item.part.what == "hidden target"]
    assert "does not stand in it" in part.explains
    assert said("https://bit.ly/x", "hidden target") == []


@pytest.mark.parametrize(
    "link",
    [
        "https://wa.me/6799991234",
        "https://t.me/islandjobs",
        "https://discord.gg/abc123",
        "https://youtu.be/dQw4w9WgXcQ",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F6799991234",
    ],
)
def test_a_short_link_that_says_where_it_leads_hides_nothing(link: str) -> None:
    told = decode(link, {"wa.me", "t.me", "discord.gg", "youtu.be"}).told
    assert [item.part.value for item in told if item.part.what == "hidden target"] == []


def test_what_mimecast_hides() -> None:
    link = "https://protect-au.mimecast.com/s/abc?domain=jobs.example"
    (part,) = parts(link, "hidden target")
    assert part.value == "jobs.example"
    assert "does not stand in it" in part.explains


def test_a_loop_ends() -> None:
    loop = "https://l.facebook.com/l.php?u=https://l.facebook.com/l.php?u=https://l.facebook.com/l.php"
    assert len(decode(loop).told) < 20


def test_the_depth_is_bounded_and_said() -> None:
    deep = "https://end.example/"
    for _ in range(DEEPEST + 5):
        deep = f"https://web.archive.org/web/20240102030405/{deep}"
    told = decode(deep).told
    assert max(len(item.way) for item in told) == DEEPEST
    assert told[-1].part.what == "not read"


def test_the_number_of_links_and_parts_is_bounded_and_said() -> None:
    many = "https://jobs.example/?" + "&".join(f"a{n}=https://y{n}.example/?utm_source={n}" for n in range(200))
    told = decode(many).told
    assert len({item.link for item in told if item.link}) <= MOST_LINKS
    assert len(told) <= MOST_PARTS + MOST_LINKS
    assert any(item.part.what == "not read" for item in told)


@pytest.mark.parametrize("text", ["", " ", "hello", "no link at all", "x" * 30, "foo:bar", "a" * (LONGEST + 1)])
def test_what_is_no_link_is_a_problem(text: str) -> None:
    decoded = decode(text)
    assert decoded.told == ()
    assert decoded.problem


def test_a_link_with_a_broken_host_is_a_problem_and_is_read_all_the_same() -> None:
    decoded = decode("https://xn--a.example/?utm_source=a")
    assert decoded.problem
    assert {item.part.what for item in decoded.told} >= {"not a host", "tracker", "clean link"}


N = 60_000
HOSTILE = [
    "https://x.example/" + "a" * N,
    "https://x.example/?" + "a=b&" * (N // 4),
    "https://x.example/?q=" + "%" * N,
    "https://x.example/?q=" + "%25" * (N // 3),
    "https://" + "a." * (N // 2) + "com/",
    "https://" + "x@" * (N // 2) + "y.example/",
    "https://" + "é" * N + ".com/",
    "https://0x" + "f" * N + "/",
    "https://" + "1" * N + "/",
    "https://xn--" + "a" * N + ".com/",
    "https://xn--\ud800.example/",
    "[" * N,
    "[.]" * (N // 3),
    "https:" + "/" * N,
    wrapped("https://x.example/", 9)[:N],
    "https://urldefense.com/v3/__" + "__;" * (N // 3),
    "https://urldefense.com/v3/__https://x/" + "*" * (N // 2) + "__;" + "QUFB" * 5000 + "!!x",
    "https://urldefense.com/v2/url?u=" + "-" * N,
    "https://r.search.yahoo.com/" + "RU=/" * (N // 4),
    "https://disq.us/url?url=http:" + ":a" * (N // 2),
    "https://secure-web.cisco.com/" + "https%3A" * (N // 8),
    "https://mandrillapp.com/track/click/1/x?p=" + base64.b64encode(b'{"p":"' + b"[" * 30_000 + b'"}').decode(),
    "https://x.example/?x=" + base64.urlsafe_b64encode(zlib.compress(b"a" * 20_000_000)).decode()[:N],
    "https://x.example/?t=eyJ" + "eyJ." * (N // 4),
    "https://www.google.com/maps/place/" + "@1,1" * (N // 4),
    "https://www.google.com/maps?q=" + "1" * N,
    "https://www.google.com/search?ei=" + "A" * N,
    "https://www.linkedin.com/posts/" + "7123456789012345678-" * (N // 20),
    "https://x.example/" + "00000000-0000-1000-8000-000000000000" * (N // 36),
    "mailto:" + "a@b.example," * (N // 12),
    "mailto:x@y.example?body=" + "https://x.example/" * (N // 18),
    "sms:" + "1," * (N // 2),
    "data:text/html;base64," + "QUFB" * (N // 4),
    "intent://x#Intent;" + "a=b;" * (N // 4),
    "https://wa.me/" + "1" * N,
    "https://t.me/" + "/" * N,
    "https://mail.google.com/mail/#inbox/" + "B" * N,
    "https://x.example/?a=" + "9" * 5_000,
    "9" * 5_000,
    "x" * 1_000_000,
    "https://x.example/" + "é" * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40].encode("ascii", "replace").decode())
def test_no_text_is_slow(text: str) -> None:
    begun = time.process_time()
    decoded = decode(text, {"bit.ly"})
    assert time.process_time() - begun < CEILING
    assert decoded.told or decoded.problem


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: text[:20].encode("ascii", "replace").decode())
def test_naughty_texts(text: str) -> None:
    decoded = decode(text)
    assert decoded.told or decoded.problem


def test_links_that_were_changed_at_random() -> None:
    dice = random.Random(6)
    strange = "%&=?/#:@.\\[]{}+-_~!*'\"<> \t\n0aZ\u0430\u200b\U0001f600\ud800"
    starts = [text for text in HOSTILE + NAUGHTY if len(text) < 300]
    starts += [wrapped("https://x.example/?gclid=CKSDxc_qhLkCFQyk4AodO24Arg", times) for times in range(3)]
    for _ in range(3000):
        text = dice.choice(starts)
        for _ in range(dice.randrange(1, 6)):
            place = dice.randrange(len(text) + 1)
            text = text[:place] + dice.choice(strange) + text[place + dice.randrange(2) :]
        decoded = decode(text)
        assert decoded.told or decoded.problem, text


def test_every_part_is_fit_for_a_statement() -> None:
    links = [
        wrapped("https://jobs.example/?utm_source=a&gclid=CKSDxc_qhLkCFQyk4AodO24Arg", 1),
        "https://wa.me/6799991234",
    ]
    links += [
        "https://www.google.com/maps/@-18.1,178.4,3z",
        "1541815603606036480",
        "mailto:a@b.example",
        "http://2130706433/",
    ]
    for link in links:
        for part in parts(link):
            assert part.certainty in Certainty
            assert part.explains.endswith("."), part
            assert part.explains[0].isupper(), part
            assert part.what == part.what.lower(), part


def test_every_family_is_in_its_own_small_file() -> None:
    names = [family.__module__.rpartition(".")[2] for family in FAMILIES]
    assert len(names) == len(set(names))
    for family in FAMILIES:
        assert family.__doc__
