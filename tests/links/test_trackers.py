"""Tracking parameters, and the link without them."""

from importlib.resources import files

import pytest

from osint_kit.links.trackers import trackers
from tests.links.reading import parts, said


@pytest.mark.parametrize(
    "parameter, owner",
    [
        ("utm_source=fb", "Google Analytics"),
        ("utm_anything=x", "Google Analytics"),
        ("UTM_Source=fb", "Google Analytics"),
        ("fbclid=IwAR2F4", "Facebook"),
        ("gclid=abc", "Google Ads"),
        ("gbraid=abc", "Google Ads"),
        ("wbraid=abc", "Google Ads"),
        ("msclkid=abc", "Microsoft"),
        ("ttclid=abc", "TikTok"),
        ("twclid=abc", "X (Twitter)"),
        ("igshid=abc", "Instagram"),
        ("mc_eid=abc", "Mailchimp"),
        ("_hsenc=abc", "HubSpot"),
        ("yclid=1", "Yandex"),
    ],
)
def test_whose_a_parameter_is(parameter: str, owner: str) -> None:
    link = f"https://jobs.example/apply?id=7&{parameter}#top"
    (part,) = parts(link, "tracker")
    assert part.value == parameter
    assert owner in part.explains
    assert part.source.startswith("https://")
    assert said(link, "clean link") == ["https://jobs.example/apply?id=7#top"]


@pytest.mark.parametrize(
    "link, clean",
    [
        ("https://jobs.example/?utm_source=a", "https://jobs.example/"),
        ("https://jobs.example/?a=1&utm_source=a&b=%20+&fbclid=x&a=2", "https://jobs.example/?a=1&b=%20+&a=2"),
        ("https://jobs.example/#utm_source=a", "https://jobs.example/"),
        ("https://youtu.be/LnhSTZgzKuY?si=abc&t=4", "https://youtu.be/LnhSTZgzKuY?t=4"),
        ("https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"),
        ("https://www.google.com.fj/search?q=a&ved=2ah&ei=x", "https://www.google.com.fj/search?q=a"),
        ("https://www.amazon.co.uk/dp/B0?tag=sefa-20&pd_rd_w=x&qid=1", "https://www.amazon.co.uk/dp/B0?tag=sefa-20"),
        ("https://www.facebook.com/a/posts/1?__cft__[0]=x&__tn__=R", "https://www.facebook.com/a/posts/1"),
    ],
)
def test_the_link_without_them(link: str, clean: str) -> None:
    assert said(link, "clean link") == [clean]


@pytest.mark.parametrize(
    "link",
    ["https://jobs.example/?id=7", "https://jobs.example/?s=20&t=5&si=1", "https://notx.com/?s=20",
     "https://mygoogle.example/?ei=x", "https://google.evil.example/?ved=1", "https://google.ev.il/?ved=1", "https://jobs.example/#top"],
)  # fmt: skip
def test_what_is_no_tracker_stays(link: str) -> None:
    assert said(link, "tracker") == []
    assert said(link, "clean link") == []


def test_the_data_is_well_formed() -> None:
    lines = (files("osint_kit.links") / "trackers.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and line.count("\t") != 4] == []
    names = [(tracker.name, tracker.host) for tracker in trackers()]
    assert len(names) == len(set(names))
    for tracker in trackers():
        assert tracker.name == tracker.name.lower(), tracker
        assert tracker.owner, tracker
        assert tracker.about[0].islower(), tracker
        assert tracker.source.startswith("https://"), tracker
