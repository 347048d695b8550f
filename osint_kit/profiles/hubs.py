"""Hubs: addresses that thousands share. They are recorded and not followed, because they tie nobody to anybody.

Webmail: the providers' own pages. Content networks, shared hosts, parking, name and mail servers are named where
`osint_kit.operators` knows them; others are recognised by the property under which they turn up: what serves a domain
is not its owner.
"""

from osint_kit.identifiers import Identifier, Kind
from osint_kit.links import wrapper_owns
from osint_kit.operators import of_address, of_mail_server, of_name_server
from osint_kit.sources.shorteners import messengers, shorteners

WEBMAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "yahoo.co.nz",
        "ymail.com",
        "hotmail.com",
        "outlook.com",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "gmx.com",
        "gmx.net",
        "yandex.com",
        "yandex.ru",
        "mail.ru",
        "qq.com",
        "163.com",
        "zoho.com",
        "tutanota.com",
        "connect.com.fj",
        "vanuatu.com.vu",
        "vodafone.com.fj",
    ]
)
PLATFORMS = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "x.com",
        "twitter.com",
        "tiktok.com",
        "youtube.com",
        "linkedin.com",
        "telegram.org",
        "whatsapp.com",
        "viber.com",
        "github.com",
        "gitlab.com",
        "google.com",
        "reddit.com",
        "mastodon.social",
        "bsky.app",
    ]
)
SERVING = {
    "name_server": "a name server serves many domains",
    "mail_server": "a mail server serves many domains",
    "address": "an address may host many domains",
    "alias_of": "an alias may serve many domains",
}


def reason_not_to_follow(identifier: Identifier, found_as: str) -> str | None:
    """Why an identifier that was found under a property is no tie; None where it may be followed."""
    if identifier.kind is Kind.IP and (operator := of_address(identifier.value)):
        return operator.reason
    if identifier.kind is Kind.DOMAIN and found_as in SERVING:
        operator = of_name_server(identifier.value) or of_mail_server(identifier.value)
        return operator.reason if operator else SERVING[found_as]
    if found_as in SERVING:
        return SERVING[found_as]
    if identifier.kind is not Kind.DOMAIN:
        return None
    if identifier.value in WEBMAIL:
        return "a mail provider, shared by everybody"
    if identifier.value in shorteners():
        return "a link shortener, shared by everybody"
    if identifier.value in PLATFORMS or identifier.value in messengers():
        return "a platform, shared by everybody"
    return "a service that wraps links, shared by everybody" if wrapper_owns(identifier.value) else None
