"""Addresses that were made unclickable before they were passed on, and how to undo that.

The forms are those of reports and mail gateways; the longest list of them stands with
https://github.com/InQuest/iocextract.
"""

import re

_SUSPECT = re.compile(r"[\[\](){}<>\\\s*\"“‘«]|h[tx]{2}ps?__|hxxp|hxtp|htxp|meow|fxp", re.IGNORECASE)
"""A text with nothing of this is as it should be; most are."""

_OPEN, _CLOSE = r"\s*[\[({<]\s*", r"\s*[\])}>]\s*"
_STEPS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (rf"{_OPEN}(://|:/|:|//|/){_CLOSE}", r"\1"),
        (rf"{_OPEN}(?:\.|dot){_CLOSE}", "."),
        (rf"{_OPEN}(?:@|at){_CLOSE}", "@"),
        (r"(?<=\w)(?:[\[({]\.|\.[\])}]|\\\.)(?=\w)", "."),
        (r"^(h(?:tt|xx|\*\*|xt|tx)p)\[s\](?=:)", r"\1s"),
        (r"^[\[({<](h(?:tt|xx|\*\*|xt|tx)ps?)[\])}>](?=:)", r"\1"),
        (r"(?<!\w)(?:h(?:xx|\*\*|xt|tx)p|meow)(s?)(?=:|__)", r"http\1"),
        (r"(?<!\w)fxp(?=:)", "ftp"),
        (r"^(https?|ftp)(?:__|:\\\\)", r"\1://"),
        (r"^(https?|ftp)\s*:\s*//\s+", r"\1://"),
        (r"(?<=\w)\s+(?:dot|\.)\s+(?=\w)", "."),
        (r"^([\w.+-]+)\s+(?:at|@)\s+([\w-]+(?:\.[\w-]+)+)$", r"\1@\2"),
    )
)

_MARKS = (("<", ">"), ('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"))


def refang(text: str) -> str:
    """Undo the usual ways to make an address unclickable; any other text stays as it is.

    ``hxxp``, ``h**p``, ``hxtp``, ``meow``, ``http[s]``, ``[http]``; ``[:]//``, ``[://]``, ``:\\\\``, ``__``;
    ``[.]``, ``(dot)``, ``{.}``, ``[.``, ``.]``, ``\\.``, a ``dot`` between spaces; ``[@]``, ``(at)``, an ``at``
    between spaces where the whole is an e-mail address. Marks around the whole go, as mail programs and letters
    put them there (RFC 3986, appendix C): ``<…>``, ``<URL:…>``, and quotes.
    """
    if not _SUSPECT.search(text):
        return text
    text = _without_marks(text)
    for pattern, plain in _STEPS:
        text = pattern.sub(plain, text)
    return text


def _without_marks(text: str) -> str:
    """A text without marks that stand around the whole of it, and nowhere within."""
    for opening, closing in _MARKS:
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and inner.strip() and not {opening, closing} & set(inner):
            return re.sub(r"^url:\s*", "", inner.strip(), flags=re.IGNORECASE) if opening == "<" else inner.strip()
    return text
