"""The statements of a case, looked up from either end and by what two nodes share. Pure; time grows with the findings.

A node is an identifier. A tie is two nodes with what connects them: statements of one that name the other, and things
that both of them bear. What more nodes share than one person would is a hub, and connects nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from osint_kit.findings import Finding, as_text
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.hubs import reason_not_to_follow, shared_by
from osint_kit.profiles.material import Material
from osint_kit.profiles.names_told import may_be_one
from osint_kit.profiles.pages import one_name
from osint_kit.profiles.weights import Ground, weights
from osint_kit.profiles.wording import Wording, wording

BEARERS = frozenset([Kind.ACCOUNT, Kind.DOMAIN])
"""Kinds of nodes that bear things which another may share."""
MOST_NAMES = 2
"""Different names under which one thing may stand and still be one person's."""
NAMELESS = frozenset([Kind.PHONE, Kind.EMAIL, Kind.WALLET])
"""Kinds of nodes under whose own name nobody goes: others name them."""
OF_HIMSELF = frozenset(["handle", "variant", "domain"])
"""Properties that are no claim on what they name: many accounts bear a handle, many pages lie in a domain."""
TEXTS = frozenset(["bio", "description"])
NOT_HIS = frozenset([Wording.OFFICE, Wording.OTHERS, Wording.DENIED])
"""What a text says of a number or handle that is not its writer's own."""
LOCAL_NUMBER = "local_number"
"""The property of a number that tells no country."""
SAME_LOCAL_NUMBER = "same-local-number"
COUNTRY_CODES = (1, 2, 3)
"""Digits of a country code (ITU-T E.164)."""
ACCOUNTS_THERE = "a site on which accounts were found, shared by all who have one"
KINDS = {"same-phone": Kind.PHONE, "same-email": Kind.EMAIL, "same-wallet": Kind.WALLET}
"""Grounds that two nodes share because both name one identifier, and its kind."""
SHY = frozenset(["same-name", "same-place", "same-handle"])
"""Shared by too many to look for each other by: compared only where something else connects two nodes."""


@dataclass(frozen=True)
class Tie:
    """A statement of one node that names another; a link to an account's page names the account."""

    node: Identifier
    other: Identifier
    finding: Finding


@dataclass(frozen=True)
class Common:
    """One thing that two nodes share: the ground that it makes, what it is, and the findings on either side."""

    ground: Ground
    key: str
    findings: tuple[str, ...]


@dataclass
class Ties:
    """All statements, by node."""

    of_node: dict[Identifier, list[Tie]] = field(default_factory=lambda: defaultdict(list))
    to_node: dict[Identifier, list[Tie]] = field(default_factory=lambda: defaultdict(list))
    same: Mapping[Identifier, Identifier] = field(default_factory=dict)
    """Other names of a node: pages of accounts, and accounts that have one page (`osint_kit.profiles.pages`)."""
    hubs: dict[Identifier, str] = field(default_factory=dict)
    """What is a hub by its fan-out in the case, and why."""
    seeds: frozenset[Identifier] = frozenset()
    _bearers: dict[tuple[str, str], dict[Identifier, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _borne: dict[Identifier, dict[tuple[str, str], list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    websites: dict[Identifier, set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[Identifier, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What the owner of an account wrote about himself."""

    def hub(self, identifier: Identifier, found_as: str) -> str | None:
        """Why an identifier that was found under a property ties nobody to anybody; None where it may."""
        return reason_not_to_follow(identifier, found_as) or self.hubs.get(identifier)

    def between(self, one: Identifier, other: Identifier) -> list[Finding]:
        """The statements of one node that name the other, hubs left out."""
        return [
            tie.finding
            for tie in self.of_node.get(one, ())
            if tie.other == other and not self.hub(other, tie.finding.property)
        ]

    def neighbours(self, node: Identifier) -> Iterator[Identifier]:
        """The nodes that a node is connected with, each once."""
        seen = {node}
        for tie in self.of_node.get(node, ()):
            if tie.other not in seen and not self.hub(tie.other, tie.finding.property):
                seen.add(tie.other)
                yield tie.other
        for tie in self.to_node.get(node, ()):
            if tie.node not in seen and not self.hub(node, tie.finding.property):
                seen.add(tie.node)
                yield tie.node
        for thing in self._borne.get(node, ()):
            if thing[0] not in SHY and not self.shared_by_many(thing):
                yield from (other for other in self._bearers[thing] if other not in seen)
                seen.update(self._bearers[thing])

    def common(self, one: Identifier, other: Identifier) -> list[Common]:
        """What two nodes share, hubs left out."""
        theirs = self._borne.get(other, {})
        return [
            Common(weights().grounds[thing[0]], thing[1], (*found, *theirs[thing]))
            for thing, found in self._borne.get(one, {}).items()
            if thing in theirs and not self.shared_by_many(thing)
        ]

    def keys(self, node: Identifier, ground: str) -> list[tuple[str, list[str]]]:
        """What a node bears of one sort, with the findings that say so."""
        return [(key, found) for (sort, key), found in self._borne.get(node, {}).items() if sort == ground]

    def told(self, node: Identifier, ground: str, besides: Identifier) -> list[tuple[str, list[str]]]:
        """What is told of a node, with the findings that say so.

        A phone number, an address or a wallet tells nothing by itself: of it, what those tell who name it, one of them
        left out. Of a seed nothing is told in this way, because that it is the subject's is the operator's word.
        """
        if node.kind not in NAMELESS or node in self.seeds:
            return self.keys(node, ground)
        namers = {tie.node for tie in self.to_node.get(node, ())} - {besides}
        return [item for namer in sorted(namers) for item in self.keys(namer, ground)]

    def shared_by_many(self, thing: tuple[str, str]) -> bool:
        """Whether a thing ties nobody: too many bear it, or what it names is a hub of this case."""
        kind = KINDS.get(thing[0])
        return bool(self.crowd(thing)) or (kind is not None and Identifier(kind, thing[1]) in self.hubs)

    def crowd(self, thing: tuple[str, str]) -> int:
        """How many share a thing, where these are more than one person would; else 0."""
        if thing[0] in SHY:
            return 0
        most = weights().most_tokens if thing[0] == "same-token" else weights().most_in_a_group
        count = len({_owner(bearer) for bearer in self._bearers[thing]})
        return count if count > most else 0

    def crowds(self) -> Iterator[tuple[str, int, list[str], list[Identifier]]]:
        """What too many share and is no identifier: what, how many, the findings that say so, and who bears it."""
        named = {shared.ground.code for shared in weights().shared if shared.to}
        for thing, bearers in self._bearers.items():
            if thing[0] not in named and (count := self.crowd(thing)):
                yield thing[1], count, sorted(item for found in bearers.values() for item in found), list(bearers)


def ties(material: Material, seeds: Iterable[Identifier] = ()) -> Ties:
    """Sort the statements that the operator did not reject.

    A seed is the subject's by the operator's word, however many name it, so it is no hub by its fan-out.
    """
    findings = [item for item in material.statements.values() if item.id not in material.rejected]
    findings.sort(key=lambda item: item.id)
    result = Ties(same=one_name(findings), seeds=frozenset(seeds))
    for finding in findings:
        node = result.same.get(finding.subject, finding.subject)
        if finding.object is not None:
            other = result.same.get(finding.object, finding.object)
            if other != node:
                tie = Tie(node, other, finding)
                result.of_node[node].append(tie)
                result.to_node[other].append(tie)
        if finding.property == "website":
            result.websites[node].add(as_text(finding))
        elif finding.property in TEXTS:
            result.texts[node].append(as_text(finding))
    for finding in findings:
        node = result.same.get(finding.subject, finding.subject)
        if node.kind in BEARERS:
            _bear(result, node, finding)
    for node in {*result.of_node, *result.to_node}:
        if node.kind is Kind.ACCOUNT:
            _bear_handle(result, node, account_parts(node)[1], None)
    _find_hubs(result)
    for seed in result.seeds:
        result.hubs.pop(seed, None)
    _bear_local_numbers(result, findings)
    return result


def _bear(result: Ties, node: Identifier, finding: Finding) -> None:
    if node.kind is Kind.DOMAIN and finding.object is not None and finding.object.kind is Kind.EMAIL:
        _bear_handle(result, node, finding.object.value.partition("@")[0], finding)
    named = wording(as_text(finding), result.texts.get(node, ())) if finding.property == "mentions" else Wording.PLAIN
    if named is Wording.OWN and finding.object is not None and finding.object.kind is Kind.HANDLE:
        _bear_handle(result, node, finding.object.value, finding)
    if named in NOT_HIS:
        return
    for shared in weights().shared:
        key = shared.key(finding)
        if not key or (shared.to and finding.object and reason_not_to_follow(finding.object, finding.property)):
            continue
        thing = (shared.ground.code, key.casefold().rstrip("/") if shared.values else key)
        result._bearers[thing][node].append(finding.id)
        result._borne[node][thing].append(finding.id)


def _bear_local_numbers(result: Ties, findings: Iterable[Finding]) -> None:
    """Numbers told without their country, and the whole numbers of the case that end in them."""
    told: dict[str, list[tuple[Identifier, str]]] = defaultdict(list)
    for finding in findings:
        node = result.same.get(finding.subject, finding.subject)
        if finding.property == LOCAL_NUMBER and node.kind in BEARERS and isinstance(finding.value, dict):
            excerpt = str(finding.value.get("excerpt", ""))
            if wording(excerpt, result.texts.get(node, ())) not in NOT_HIS:
                told[as_text(finding)].append((node, finding.id))
    whole: dict[str, list[Identifier]] = defaultdict(list)
    for phone in result.to_node:
        if phone.kind is Kind.PHONE:
            for code in COUNTRY_CODES:
                whole[phone.value.removeprefix("+")[code:]].append(phone)
    for digits, tellers in told.items():
        phones = whole.get(digits, [])
        if any(phone in result.hubs for phone in phones):
            continue
        thing = (SAME_LOCAL_NUMBER, digits)
        bearers = [
            (node, ids[0])
            for phone in phones
            for node, ids in result._bearers.get(("same-phone", phone.value), {}).items()
        ]
        for node, finding_id in (*tellers, *bearers):
            result._bearers[thing][node].append(finding_id)
            result._borne[node][thing].append(finding_id)


def _bear_handle(result: Ties, node: Identifier, handle: str, finding: Finding | None) -> None:
    """An account bears its handle, a domain that of the mailbox which its holder gave to the registry."""
    if handle.casefold() in weights().role_handles:
        return
    thing = ("same-handle", handle.casefold())
    ids = [finding.id] if finding else []
    result._bearers[thing][node].extend(ids)
    result._borne[node][thing].extend(ids)


def _find_hubs(result: Ties) -> None:
    """Hubs of this case: sites on which accounts were found, and what more name than one person would."""
    for page, account in result.same.items():
        if page.kind is Kind.URL and account.kind is Kind.ACCOUNT:
            sites = (tie.other for tie in result.of_node.get(account, ()) if tie.finding.subject == page)
            result.hubs |= dict.fromkeys((site for site in sites if site.kind is Kind.DOMAIN), ACCOUNTS_THERE)
    most = weights().most_in_a_group
    for identifier, found in result.to_node.items():
        if identifier.kind in (Kind.ACCOUNT, Kind.IP):
            continue
        owners = {_owner(tie.node) for tie in found if tie.finding.property not in OF_HIMSELF}
        if len(owners) > most:
            result.hubs[identifier] = shared_by(len(owners))
        elif (names := _different_names(result, {tie.node for tie in found})) > MOST_NAMES:
            result.hubs[identifier] = (
                f"it stands under {names} different names, so it may be an office's or an agency's"
            )


def _different_names(result: Ties, nodes: Iterable[Identifier]) -> int:
    """How many names that cannot be one person's some accounts show."""
    apart: list[str] = []
    for name in sorted(key for node in nodes for key, _ in result.keys(node, "same-name")):
        if not any(may_be_one(name, other) for other in apart):
            apart.append(name)
    return len(apart)


def _owner(subject: Identifier) -> str:
    """What counts as one among those who share: all accounts of one handle, all pages of one host."""
    if subject.kind is Kind.ACCOUNT:
        return account_parts(subject)[1].casefold()
    if subject.kind is Kind.URL:
        return subject.value.split("/")[2] if subject.value.count("/") > 1 else subject.value
    return subject.value
