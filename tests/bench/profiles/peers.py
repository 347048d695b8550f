"""Two other ways of joining, expressed over the same findings, each as its project documents it.

No code of theirs is run.

*By handle*, as Maigret describes itself: "collects a dossier on a person by username only", with a "recursive search by
new usernames and other ids found" (https://github.com/soxoj/maigret, README). Every account of a handle belongs to the
person; handles that its pages name are looked for next.

*By discovery*, as SpiderFoot: modules subscribe to kinds of data and publish what they find out of it, and the data of
a scan are all that was discovered from the target (https://github.com/smicallef/spiderfoot, README). That finding out
what of it is of interest is a step of its own says its correlations/README.md. What serves a domain has kinds of its
own there (providers), and is left out here.
"""

from collections.abc import Mapping
from typing import Any

from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.material import Material
from osint_kit.profiles.pages import one_name
from tests.bench.profiles.worlds import Person

PROVIDERS = frozenset(["name_server", "mail_server", "address", "alias_of", "origin_network"])
Said = tuple[set[Identifier], set[Identifier]]


def by_handle(person: Person, profile: Mapping[str, Any], found: Material) -> Said:
    """All accounts of the handle, and of the handles that their pages name."""
    handles = {seed for seed, _ in person.seeds if seed.kind is Kind.HANDLE}
    accounts: set[Identifier] = set()
    same = one_name(found.statements.values())
    before = -1
    while before != len(accounts) + len(handles):
        before = len(accounts) + len(handles)
        for finding in found.statements.values():
            object_ = same.get(finding.object, finding.object) if finding.object else None
            if object_ is None or object_.kind is not Kind.ACCOUNT:
                if object_ is not None and object_.kind is Kind.HANDLE and finding.subject in accounts:
                    handles.add(object_)
                continue
            if finding.subject in handles or finding.subject in accounts:
                accounts.add(object_)
                handles.add(Identifier(Kind.HANDLE, account_parts(object_)[1]))
    return accounts, set()


def by_discovery(person: Person, profile: Mapping[str, Any], found: Material) -> Said:
    """Everything that was found from the seeds, step by step."""
    reached = {seed for seed, _ in person.seeds}
    before = -1
    while before != len(reached):
        before = len(reached)
        for finding in found.statements.values():
            if finding.object is not None and finding.subject in reached and finding.property not in PROVIDERS:
                reached.add(finding.object)
    return reached, set()
