"""Times that are hidden in ids and numbers. Each value was worked out from the form that its source publishes."""

import pytest

from osint_kit.links.part import Certainty
from tests.links.reading import parts, said


@pytest.mark.parametrize(
    "link, moments",
    [
        ("https://x.com/i/status/1541815603606036480", ["2022-06-28T16:07:40.105000Z"]),
        ("https://mobile.twitter.com/ana/status/1098230906194546688?s=20", ["2019-02-20T14:40:26.837000Z"]),
        ("https://x.com/ana/status/20", []),
        ("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7?format=jpg", ["2021-01-06T16:20:44.085000Z"]),
        (
            "https://discord.com/channels/427876741990711298/551531058039095296",
            ["2018-03-26T17:09:24.856000Z", "2019-03-02T22:27:31.188000Z"],
        ),
        ("https://discord.com/users/175928847299117063", ["2016-04-30T11:18:25.796000Z"]),
        ("https://discord.com/invite/abcdef", []),
        ("https://www.tiktok.com/@ana/video/6854717870488702213", ["2020-07-29T02:06:13.000000Z"]),
        ("https://www.linkedin.com/posts/ana_x-activity-6904926959046938624-B2Ma", ["2022-03-02T23:14:34.376000Z"]),
        ("https://www.linkedin.com/feed/update/urn:li:activity:6904926959046938624/", ["2022-03-02T23:14:34.376000Z"]),
        ("https://mastodon.example/@ana/109234567890123456", ["2022-10-26T12:27:09.768000Z"]),
        ("https://mastodon.example/users/ana/statuses/109234567890123456", ["2022-10-26T12:27:09.768000Z"]),
        ("https://shop.example/item/109234567890123456", []),
        ("https://bsky.app/profile/ana.example/post/3lbd2ebt3wk2r", ["2024-11-19T18:19:55.098000Z"]),
        ("https://www.instagram.com/p/DW1nTDiDvnF/", ["2026-04-07T16:48:30.621000Z"]),
        ("https://www.instagram.com/reel/DW1nTDiDvnF/", ["2026-04-07T16:48:30.621000Z"]),
        ("https://www.youtube.com/watch?v=LnhSTZgzKuY", []),
        ("https://mail.google.com/mail/u/0/#inbox/172ed79b0337c14f", ["2020-06-25T21:54:34.675000Z"]),
        ("https://mail.google.com/mail/u/0/#inbox/FMfcgzQbffcMwhxlgVgQNtfsQngqqzMQ", ["2025-06-09T17:30:20.120000Z"]),
    ],
)
def test_when_a_post_was_made(link: str, moments: list[str]) -> None:
    assert said(link, "made at") == moments
    assert said(link, "number as time") == []


def test_a_youtube_id_is_said_to_hold_no_time() -> None:
    (part,) = parts("https://youtu.be/LnhSTZgzKuY?t=1m5s", "video id")
    assert "neither a time" in part.explains
    assert said("https://youtu.be/LnhSTZgzKuY?t=1m5s", "starts at") == ["65 s"]


@pytest.mark.parametrize(
    "text, moment",
    [
        ("c232ab00-9414-11ec-b3c8-9f6bdeced846", "2022-02-22T19:22:22.000000Z"),
        ("1ec9414c-232a-6b00-b3c8-9f6bdeced846", "2022-02-22T19:22:22.000000Z"),
        ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "2022-02-22T19:22:22.000000Z"),
        ("017F22E279B07CC398C4DC0C0C07398F", "2022-02-22T19:22:22.000000Z"),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", "2016-07-30T23:54:10.259000Z"),
        ("0ujtsYcgvSTl8PAuAdqWYSMnLOv", "2017-10-10T04:00:47.000000Z"),
        ("507f1f77bcf86cd799439011", "2012-10-17T21:13:27.000000Z"),
        ("9m4e2mr0ui3e8a215n4g", "2011-03-22T17:50:19.000000Z"),
    ],
)
@pytest.mark.parametrize("where", ["https://jobs.example/{}", "https://jobs.example/?id={}", "{}"])
def test_ids_that_any_site_may_use(text: str, moment: str, where: str) -> None:
    assert said(where.format(text), "id made at") == [moment]


@pytest.mark.parametrize(
    "text",
    ["919108f7-52d1-4320-9bac-f847db4148a8", "00000000-0000-0000-0000-000000000000", "not-an-id-but-a-long-slug",
     "ffffffffffffffffffffffff", "internationalisation", "012345678901234567890123456789"],
)  # fmt: skip
def test_what_only_looks_like_an_id(text: str) -> None:
    assert said(f"https://jobs.example/{text}", "id made at") == []


def test_a_random_uuid_is_said_to_be_random() -> None:
    (part,) = parts("https://jobs.example/919108f7-52d1-4320-9bac-f847db4148a8", "random id")
    assert "neither a time" in part.explains


def test_the_network_card_of_a_uuid() -> None:
    assert said("a28cad70-0d73-11ea-aaef-0800200c9a66", "network card") == ["08:00:20:0c:9a:66"]
    assert said("c232ab00-9414-11ec-b3c8-9f6bdeced846", "network card") == []  # multicast bit: a random one


@pytest.mark.parametrize(
    "number, moment",
    [
        ("1704067200", "2024-01-01T00:00:00.000000Z"),
        ("1704067200123", "2024-01-01T00:00:00.123000Z"),
        ("1704067200123456", "2024-01-01T00:00:00.123456Z"),
        ("1704067200123456789", "2024-01-01T00:00:00.123456Z"),
        ("13348540800123456", "2024-01-01T00:00:00.123456Z"),
        ("133485408001234567", "2024-01-01T00:00:00.123456Z"),
        ("638396640000000000", "2024-01-01T00:00:00.000000Z"),
    ],
)
def test_numbers_that_may_be_times(number: str, moment: str) -> None:
    (named,) = parts(f"https://jobs.example/?created_at={number}", "number as time")
    (unnamed,) = parts(f"https://jobs.example/?page={number}", "number as time")
    assert (named.value, named.certainty) == (moment, Certainty.LIKELY)
    assert (unnamed.value, unnamed.certainty) == (moment, Certainty.POSSIBLE)
    assert "counter" in unnamed.explains


@pytest.mark.parametrize(
    "link",
    [
        "https://www.facebook.com/groups/1234567890/posts/1234567890123456/",
        "https://www.facebook.com/profile.php?id=1234567890",
        "https://t.me/c/1234567890/12",
        "https://www.google.com/url?q=https://jobs.example/&ust=1700000000000000",
    ],
)
def test_a_number_that_is_known_for_something_is_guessed_to_be_no_time(link: str) -> None:
    assert said(link, "number as time") == []


@pytest.mark.parametrize("number", ["1", "2024", "0000000000", "9999999999", "12345678901", "99999999999999999999"])
def test_numbers_that_are_no_times(number: str) -> None:
    assert said(f"https://jobs.example/?t={number}", "number as time") == []


@pytest.mark.parametrize("text", ["20240101T000000Z", "2024-01-01T00:00:00Z", "2024-01-01T12:00:00%2B12:00"])
def test_times_that_are_written_out(text: str) -> None:
    assert said(f"https://files.example/?X-Amz-Date={text}", "time in the link") == ["2024-01-01T00:00:00.000000Z"]


@pytest.mark.parametrize(
    "link, what, moment",
    [
        # The example of the writeup, with its answer: https://github.com/qoelet/gclid-timestamp-decoder
        ("https://jobs.example/?gclid=CKSDxc_qhLkCFQyk4AodO24Arg", "click time", "2013-08-17T15:50:17.893284Z"),
        ("https://www.google.com/search?q=a&ei=yTLGX4HlPIWYr7wP8NGK4AI", "session time", "2020-12-01T12:10:49.995969Z"),
        (
            "https://www.google.com/url?ved=2ahUKEwjVtpnX0q_tAhXAQzABHVTWBDoQ4dUDegQIAxAC",
            "page time",
            "2020-12-02T15:47:58.832469Z",
        ),
        ("https://www.google.com/url?q=x&ust=1704067200123456", "page time", "2024-01-01T00:00:00.123456Z"),
        ("https://www.google.com/search?sxsrf=AB5stBg:1704067200123", "page time", "2024-01-01T00:00:00.123000Z"),
        ("https://jobs.example/?fbc=fb.1.1704067200123.IwAR2F4", "click time", "2024-01-01T00:00:00.123000Z"),
        ("https://web.archive.org/web/20240102030405/x", "archived at", "2024-01-02T03:04:05.000000Z"),
        (
            "https://cdn.discordapp.com/attachments/622136585277931532/626893414490832918/a.png?is=65c68ede",
            "time in the link",
            "2024-02-09T20:45:18.000000Z",
        ),
        (
            "https://nam04.safelinks.protection.outlook.com/?url=x&data=05%7C02%7Cana%40police.example%7Ca%7Cb%7C0%7C0"
            "%7C638396640000000000%7CUnknown",
            "time in the link",
            "2024-01-01T00:00:00.000000Z",
        ),
    ],
)
def test_times_of_clicks_and_pages(link: str, what: str, moment: str) -> None:
    assert said(link, what) == [moment]


@pytest.mark.parametrize(
    "link",
    ["https://jobs.example/?ei=yTLGX4HlPIWYr7wP8NGK4AI", "https://jobs.example/?gclid=EAIaIQobChMI",
     "https://jobs.example/?fbclid=IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk"],
)  # fmt: skip
def test_no_time_is_made_up(link: str) -> None:
    assert [part for part in parts(link) if part.at] == []


def test_an_id_alone_is_never_more_than_possible() -> None:
    found = parts("1541815603606036480")
    assert len(found) > 2
    assert {part.certainty for part in found} == {Certainty.POSSIBLE}
