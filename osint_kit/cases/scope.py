"""What a case may ask about: the rules among its scope, apart from the words.

A rule is a kind (``phone``) or a kind with a pattern over canonical values (``domain:*.example``,
``phone:+679*``). Any other text describes the scope for a reader and enforces nothing.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from osint_kit.identifiers import Identifier, Kind

KINDS = frozenset(kind.value for kind in Kind)


def is_rule(text: str) -> bool:
    """Whether a line of the scope is a rule that is enforced."""
    kind, _, pattern = text.partition(":")
    return kind in KINDS and (kind == Kind.NAME or " " not in pattern)


def allows(scope: Sequence[str], identifier: Identifier) -> bool:
    """Whether a scope lets one ask about an identifier; a scope without rules allows everything."""
    rules = [text for text in scope if is_rule(text)]
    return not rules or any(_matches(rule, identifier) for rule in rules)


def _matches(rule: str, identifier: Identifier) -> bool:
    kind, _, pattern = rule.partition(":")
    return identifier.kind == kind and fnmatchcase(identifier.value, pattern or "*")
