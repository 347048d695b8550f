"""Whose page a link is, by site rules."""

import pytest

from osint_kit.accounts.account_pages import AccountPages
from osint_kit.accounts.rules import read_rules


@pytest.mark.parametrize(
    "url, account",
    [
        ("https://dev.to/sefajobs679", "dev:sefajobs679"),
        ("https://www.keybase.io/sefajobs679/", "keybase:sefajobs679"),
        ("https://lichess.org/@/SefaJobs679", "lichess:SefaJobs679"),
        ("https://news.ycombinator.com/user?id=sefajobs679", "hacker-news:sefajobs679"),
        ("https://dev.to/sefajobs679/a-post", None),
        ("https://dev.to/", None),
        ("https://evil.example/dev.to/sefajobs679", None),
        ("https://www.instagram.com/explore/", None),
        ("https://www.facebook.com/marketplace", None),
        ("https://x.com/home", None),
        ("https://t.me/joinchat", None),
        ("https://www.patreon.com/login", None),
        ("https://news.ycombinator.com/user?id=login", "hacker-news:login"),
        ("https://dev.to.evil.example/sefajobs679", None),
    ],
)
def test_a_page_names_its_account(url: str, account: str | None) -> None:
    found = AccountPages(read_rules()).account(url)
    assert (found.value if found else None) == account
