"""A host name in its two forms: ASCII as DNS has it, Unicode as a person reads it.

Mapping is that of UTS 46, non-transitional (https://www.unicode.org/reports/tr46/), labels are judged by
IDNA 2008 (RFC 5891). The tables of ``idna`` are loaded for names that need them only.
"""

import re
import unicodedata
from dataclasses import dataclass

from osint_kit.identifiers.kinds import NotReadable

LONGEST_NAME = 253
LONGEST_LABEL = 63
"""In octets, the final dot of a name not counted (RFC 1035 section 2.3.4)."""

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
PLAIN = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_PLAIN = re.compile(PLAIN)
"""Most names: nothing of them needs to be looked at label by label."""


@dataclass(frozen=True)
class HostName:
    """One name, lower-case, without its final dot: ``xn--bcher-kva.example`` and ``bücher.example``."""

    ascii: str
    unicode: str


def read_host_name(text: str) -> HostName:
    """Read a host name of one or more labels in either form.

    Underscores pass, as DNS has them in names such as ``_dmarc.example.com`` (RFC 8552). Raises `NotReadable`
    for empty and overlong labels, characters that no name can have, and what would be read as an IPv4
    address.
    """
    name = _mapped(text).removesuffix(".")
    if len(name) <= LONGEST_NAME and "xn--" not in name and _PLAIN.fullmatch(name):
        return HostName(name, name)
    if not name:
        raise NotReadable("nothing stands where the domain name should be; write one such as example.com")
    pairs = [_both_forms(label) for label in name.split(".")]
    found = HostName(".".join(ascii_ for ascii_, _ in pairs), ".".join(unicode for _, unicode in pairs))
    if len(found.ascii) > LONGEST_NAME:
        raise NotReadable(f"the name has {len(found.ascii)} characters; DNS allows {LONGEST_NAME}")
    last = pairs[-1][0]
    if _NUMBER.fullmatch(last):
        raise NotReadable(f"a domain name cannot end in a number, and this one ends in {last}")
    return found


def _mapped(text: str) -> str:
    """The name in lower case, with full-width and other compatible characters and dots made plain."""
    if text.isascii():
        return text.lower()
    import idna

    try:
        return idna.uts46_remap(text, std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError):
        odd = next((char for char in text if not char.isascii() and not _mappable(char)), text[0])
        raise NotReadable(f"no domain name can have the character {_shown(odd)}") from None


def _mappable(char: str) -> bool:
    import idna

    try:
        idna.uts46_remap(char, std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


def _both_forms(label: str) -> tuple[str, str]:
    """The ASCII and the Unicode form of one label, which is mapped already."""
    if not label:
        raise NotReadable("a label is empty: two dots in a row, or one at the start; take one out")
    if not label.isascii():
        return _a_label(label), label
    if not _LABEL.fullmatch(label):
        raise NotReadable(_what_is_wrong(label))
    if len(label) > LONGEST_LABEL:
        raise NotReadable(f"the label {label[:20]}… has {len(label)} characters; DNS allows {LONGEST_LABEL}")
    if label.startswith("xn--"):
        return label, _u_label(label)
    return label, label


def _what_is_wrong(label: str) -> str:
    odd = next((char for char in label if not re.fullmatch(r"[a-z0-9_-]", char)), None)
    if odd is None:
        return f"the label {label} begins or ends with a hyphen, which no label may"
    return f"no domain name can have the character {_shown(odd)}; write the name alone, such as example.com"


def _a_label(label: str) -> str:
    import idna

    try:
        return idna.alabel(label).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        if any(unicodedata.category(char) == "So" for char in label):
            return _a_label_with_symbols(label)
        raise NotReadable(f"no registry can have the label {label!r}: {error}") from error


def _a_label_with_symbols(label: str) -> str:
    """Emoji are outside IDNA 2008 but inside UTS 46, and registries such as .ws sell names with them.

    They pass where the label would hold with a letter in the place of each.
    """
    _both_forms("".join("a" if unicodedata.category(char) == "So" else char for char in label))
    encoded = "xn--" + label.encode("punycode").decode("ascii")
    if len(encoded) > LONGEST_LABEL:
        raise NotReadable(f"the label {label!r} has over {LONGEST_LABEL} characters in ASCII, which DNS allows")
    return encoded


def _u_label(label: str) -> str:
    try:
        unicode = label[4:].encode("ascii").decode("punycode")
        if not unicode.isascii() and _mapped(unicode) == unicode and _a_label(unicode) == label:
            return unicode
    except UnicodeError:
        pass
    except NotReadable as refused:
        raise NotReadable(f"the label {label} is no valid international name: {refused}") from refused
    raise NotReadable(f"the label {label} begins like an international name (xn--) but is none; check the spelling")


def _shown(char: str) -> str:
    """A character as it can be shown safely: itself where it prints, and its code point."""
    return f"{char!r} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
