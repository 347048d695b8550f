"""Whom a link names: numbers, accounts, addresses, and the posts on platforms."""

import pytest

from osint_kit.identifiers import Identifier, Kind
from tests.links.reading import parts, said


@pytest.mark.parametrize(
    "link",
    [
        "https://wa.me/6799991234",
        "https://wa.me/+6799991234",
        "https://wa.me/6799991234?text=hello",
        "https://api.whatsapp.com/send?phone=6799991234&text=x",
        "https://web.whatsapp.com/send/?phone=%2B6799991234",
        "https://wa.me/c/6799991234",
        "https://wa.me/679 999-1234",
        "https://wa.me/?phone=6799991234",
        "whatsapp://send?phone=6799991234",
        "https://t.me/+6799991234",
        "tg://resolve?phone=6799991234",
        "viber://chat?number=%2B6799991234",
        "https://signal.me/#p/+6799991234",
        "sgnl://signal.me/#p/+6799991234",
        "tel:+679-999-1234",
        "tel:+6799991234;ext=9",
        "sms:+6799991234?body=hello",
    ],
)
def test_a_phone_number_is_an_identifier(link: str) -> None:
    (part,) = parts(link, "phone")
    assert part.identifier == Identifier(Kind.PHONE, "+6799991234")
    assert "not" in part.explains or "anybody else" in part.explains


def test_a_catalogue_is_told_by_its_number_alone() -> None:
    assert said("https://wa.me/c/6799991234", "invitation") == []


@pytest.mark.parametrize(
    "link", ["https://wa.me/message/ABC", "https://wa.me/123", "tel:", "https://t.me/+AbCdEf123", "sms:"]
)
def test_what_is_no_phone_number(link: str) -> None:
    assert [part.identifier for part in parts(link, "phone") if part.identifier] == []


def test_a_number_without_a_country_is_told_and_not_guessed() -> None:
    (part,) = parts("tel:9991234", "phone")
    assert part.identifier is None
    assert "several countries" in part.explains


@pytest.mark.parametrize(
    "link, account",
    [
        ("https://t.me/sefa_jobs", "telegram:sefa_jobs"),
        ("https://t.me/s/sefa_jobs/42", "telegram:sefa_jobs"),
        ("https://sefa_jobs.t.me/", "telegram:sefa_jobs"),
        ("tg://resolve?domain=sefa_jobs&post=42", "telegram:sefa_jobs"),
        ("https://m.me/island.jobs?ref=x", "facebook:island.jobs"),
        ("viber://pa?chatURI=islandjobs", "viber:islandjobs"),
        ("https://line.me/R/ti/p/%40islandjobs", "line:islandjobs"),
        ("https://www.facebook.com/island.jobs", "facebook:island.jobs"),
        ("https://m.facebook.com/island.jobs/posts/123", "facebook:island.jobs"),
        ("https://fj-fj.facebook.com/profile.php?id=100000451660358", "facebook:100000451660358"),
        ("https://www.facebook.com/people/Sefa-V/100000451660358/", "facebook:100000451660358"),
        ("https://instagram.com/sefa.v/", "instagram:sefa.v"),
        ("https://instagram.com/_u/sefa.v", "instagram:sefa.v"),
        ("https://www.instagram.com/stories/sefa.v/123/", "instagram:sefa.v"),
        ("https://x.com/sefa_v/status/1541815603606036480", "x:sefa_v"),
        ("https://twitter.com/intent/user?screen_name=sefa_v", "x:sefa_v"),
        ("https://www.tiktok.com/@sefa.v/video/6854717870488702213", "tiktok:sefa.v"),
        ("https://www.youtube.com/@sefajobs", "youtube:sefajobs"),
        ("https://www.linkedin.com/in/sefa-v-93b3a220a/", "linkedin:sefa-v-93b3a220a"),
        ("https://github.com/sefa/repo", "github:sefa"),
        ("https://www.reddit.com/user/sefa_v/", "reddit:sefa_v"),
        ("https://www.snapchat.com/add/sefav", "snapchat:sefav"),
        ("https://www.threads.net/@sefa.v/post/abc", "threads:sefa.v"),
        ("https://vk.com/sefa_v", "vk:sefa_v"),
        ("https://vk.com/sefa679", "vk:sefa679"),
        ("https://www.snapchat.com/add/help", "snapchat:help"),
        ("https://onlyfans.com/sefa679", "onlyfans:sefa679"),
        ("https://bsky.app/profile/sefa.example", "bluesky:sefa.example"),
    ],
)
def test_an_account_is_an_identifier(link: str, account: str) -> None:
    (part,) = parts(link, "account")
    assert part.identifier == Identifier(Kind.ACCOUNT, account)
    assert part.source


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/joinchat/AAAA",
        "https://t.me/c/1234567890/5",
        "https://t.me/share/url?url=https://x.example/",
        "https://www.facebook.com/",
        "https://www.facebook.com/login.php",
        "https://www.facebook.com/groups/12345",
        "https://www.facebook.com/marketplace/item/123",
        "https://l.facebook.com/l.php?u=x",
        "https://www.instagram.com/p/DW1nTDiDvnF/",
        "https://www.instagram.com/explore/",
        "https://x.com/search?q=jobs",
        "https://x.com/home",
        "https://www.tiktok.com/tag/jobs",
        "https://github.com/about",
        "https://facebook.com.evil.example/sefa",
        "https://notfacebook.com/sefa",
        "https://www.facebook.com/saved",
        "https://soundcloud.com/terms",
        "https://www.facebook.com/v15.0/dialog/oauth?client_id=1",
        "https://www.facebook.com/pages/category/Shop/Sefa-Jobs-1234567890/",
        "https://www.instagram.com/_n/mainfeed",
        "https://www.instagram.com/challenge/",
        "https://x.com/who_to_follow",
        "https://x.com/account/access",
        "https://vk.com/photo1_2",
        "https://vk.com/video-1_2",
        "https://vk.com/public123",
        "https://onlyfans.com/123456/sefa",
        "https://m.me/g/AbCdEf",
    ],
)
def test_what_names_no_account(link: str) -> None:
    assert said(link, "account") == []


@pytest.mark.parametrize(
    "link, what, value",
    [
        ("https://www.facebook.com/groups/123/permalink/456/", "group id", "123"),
        ("https://www.facebook.com/groups/123/permalink/456/", "post id", "456"),
        ("https://www.facebook.com/permalink.php?story_fbid=pfbid0abc&id=100", "post id", "pfbid0abc"),
        ("https://www.facebook.com/marketplace/item/789/", "item id", "789"),
        ("https://www.facebook.com/watch?v=42", "video id", "42"),
        ("https://t.me/sefa_jobs/42", "post id", "42"),
        ("https://t.me/c/1234567890/5", "group id", "1234567890"),
        ("https://chat.whatsapp.com/AbCdEfGhIjK", "invitation", "AbCdEfGhIjK"),
        ("https://whatsapp.com/channel/0029Va", "channel", "0029Va"),
        ("https://t.me/+AbCdEf123", "invitation", "AbCdEf123"),
        ("https://signal.group/#CjQKIIWITs1JTmm", "invitation", "CjQKIIWITs1JTmm"),
        ("https://signal.me/#eu/abc", "hidden account", "abc"),
        ("https://discord.gg/abcdef", "invitation", "abcdef"),
        ("https://x.com/i/user/1541815603606036480", "account id", "1541815603606036480"),
        ("https://vk.com/wall-1_2", "post id", "-1_2"),
        ("https://www.youtube.com/watch?v=LnhSTZgzKuY&list=PLx", "list id", "PLx"),
    ],
)
def test_what_else_a_platform_names(link: str, what: str, value: str) -> None:
    assert value in said(link, what)


@pytest.mark.parametrize(
    "link, what, value",
    [
        (
            "mailto:ana@police.example,sefa@jobs.example?subject=Pay%20now&cc=c@jobs.example",
            "e-mail",
            "sefa@jobs.example",
        ),
        ("mailto:ana@police.example?cc=c@jobs.example", "e-mail", "c@jobs.example"),
        ("mailto:?subject=Pay%20now", "text", "Pay now"),
        ("https://jobs.example/apply?whatsapp=6799991234", "phone in the link", "+6799991234"),
        ("https://login.example/#ana@police.example", "e-mail in the link", "ana@police.example"),
        ("https://login.example/?e=YW5hQHBvbGljZS5leGFtcGxl", "e-mail in the link", "ana@police.example"),
        ("sms:+6799991234?body=call%20me", "text", "call me"),
        ("javascript:alert(1)", "script", "alert(1)"),
        ("data:text/html,%3Ch1%3EHello%3C/h1%3E", "text", "<h1>Hello</h1>"),
        ("data:text/html;base64,PGgxPkhlbGxvPC9oMT4=", "content", "text/html, 20 characters"),
        ("data:text/html;base64,PGgxPkhlbGxvPC9oMT4=", "text", "<h1>Hello</h1>"),
        ("intent://pay.example/#Intent;scheme=https;package=com.bank.app;end", "application", "com.bank.app"),
        ("intent://pay.example/#Intent;scheme=https;package=com.bank.app;end", "wrapped link", "https://pay.example/"),
        (
            "intent:#Intent;S.browser_fallback_url=https%3A%2F%2Fevil.example%2F;end",
            "wrapped link",
            "https://evil.example/",
        ),
        ("magnet:?xt=urn:btih:abc&dn=film", "file", "film"),
        ("https://www.google.com/search?q=jobs+in+fiji", "search words", "jobs in fiji"),
        ("https://jobs.example/#:~:text=no%20experience", "words on the page", "no experience"),
    ],
)
def test_links_of_other_schemes_and_words(link: str, what: str, value: str) -> None:
    assert value in said(link, what)


def test_the_recipient_of_a_safe_link() -> None:
    link = "https://nam04.safelinks.protection.outlook.com/?url=x&data=05%7C02%7Cana%40police.example%7Ca%7Cb%7C0"
    (part,) = parts(link, "recipient")
    assert part.identifier == Identifier(Kind.EMAIL, "ana@police.example")
