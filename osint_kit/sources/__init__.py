"""Public sources, a file each. `all_sources` has the kit's own and those of installed packages."""

from typing import TYPE_CHECKING

from osint_kit.errors import UsageError
from osint_kit.sources.source import Declaration, Planned, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint
    from pathlib import Path

__all__ = ["Declaration", "Planned", "Source", "all_sources", "declarations"]


def all_sources(sanctions: "Sequence[Path]" = ()) -> list[Source]:
    """The sources of the kit in the order in which they are asked, then those found by entry point, by name.

    ``sanctions`` are the operator's sanctions lists.

    Raises `UsageError` that names the entry point which cannot be loaded.
    """
    from importlib.metadata import entry_points

    from osint_kit.sources.address_holders import AddressHolders
    from osint_kit.sources.bitcoin import BitcoinExplorer
    from osint_kit.sources.bluesky import Bluesky
    from osint_kit.sources.certificate_logs import CertificateLogs
    from osint_kit.sources.dns_records import DnsSource
    from osint_kit.sources.github import GitHubSource
    from osint_kit.sources.gravatar import Gravatar
    from osint_kit.sources.interpol import Interpol
    from osint_kit.sources.keybase import Keybase
    from osint_kit.sources.link_decode import LinkDecode
    from osint_kit.sources.link_hops import LinkSource
    from osint_kit.sources.mastodon import Mastodon
    from osint_kit.sources.numbering_plan import NumberingPlan
    from osint_kit.sources.origin_networks import OriginNetworks
    from osint_kit.sources.parts import Parts
    from osint_kit.sources.registrations import RegistrationSource
    from osint_kit.sources.sanctions import SanctionsLists
    from osint_kit.sources.telegram import Telegram
    from osint_kit.sources.urlscan import Urlscan
    from osint_kit.sources.web_archive import WebArchive

    own: list[Source] = [NumberingPlan(), Parts(), LinkDecode(), SanctionsLists(sanctions), LinkSource(), DnsSource()]
    own += [RegistrationSource(), CertificateLogs(), WebArchive(), Urlscan(), OriginNetworks(), AddressHolders()]
    own += [Interpol(), GitHubSource(), Mastodon(), Bluesky(), Telegram(), Gravatar(), Keybase(), BitcoinExplorer()]
    others = sorted(entry_points(group="osint_kit.sources"), key=lambda point: point.name)
    return own + [_load(point) for point in others]


def declarations() -> list[Declaration]:
    """What all sources say of themselves; of one that asks another behind it, that one's too."""
    return [said for source in all_sources() for said in (source.declaration, *getattr(source, "behind", ()))]


def _load(point: "EntryPoint") -> Source:
    try:
        source: Source = point.load()()
    except (ImportError, AttributeError, TypeError) as error:
        step = "mend or uninstall the package that brings it"
        raise UsageError(f"the source {point.name} ({point.value}) cannot be loaded: {error}", step) from error
    return source
