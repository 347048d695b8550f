"""Why what reads as a phone number in running text may be none: a date, a price, a time, an id."""

import re

_PRICE_BEFORE = re.compile(
    r"(?:[$€£¥₹]|\b(?:FJD|VUV|VT|USD|AUD|NZD|INR|Rs|EUR|vatu|price|cost|fee|salary|amount|total|deposit|worth)\b)"
    r"[ :.=]{0,3}$",
    re.IGNORECASE,
)
_PRICE_AFTER = re.compile(
    r"[ ]?(?:[$€£¥₹%]|/-|\.\d\d(?!\d)|,\d{3}(?![ -]?\d)|(?:FJD|VUV|VT|vatu|USD|AUD|NZD|dollars?|bucks|rupees?)\b)",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(
    r" ?(?:km|kg|people|persons|members|followers|likes|views|subscribers|votes|times|bytes|tonnes)\b", re.IGNORECASE
)
_ID_BEFORE = re.compile(
    r"(?:\b(?:id|ref(?:erence)?|order|invoice|inv|receipt|tin|passport|a/?c|acc(?:t|ount)?|case|ticket|serial|licen[cs]e"
    r"|permit|bsb|tracking|booking|policy|reg(?:istration)?|customer|student|fnpf|code|otp|pin|box|lot|plot|ean|isbn)\b"
    r"(?: ?(?:no|number|num|nr))?|#)[ .:#=-]{0,3}$",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(r"\b(?:date|dated|time|timestamp|ts|dob|born|created|updated)[ .:=]{0,3}$", re.IGNORECASE)
_HOURS_AFTER = re.compile(r" ?(?:hrs?|hours?|h|[ap]\.?m)\b", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"(?:tel|telephone|phone|ph|mob|mobile|cell|fax|call|text|sms|whatsapp|viber|number|contact|no|nr)[.:-]?$",
    re.IGNORECASE,
)
_TIME = r"(?:[01]?\d|2[0-3])[.:]?[0-5][05]"  # nobody opens at 7.01
_TIMES = re.compile(rf"{_TIME} ?[-/] ?{_TIME}")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/ ] ?(?:19|20)\d\d")
_DECIMAL = re.compile(r"\d{1,2}\.\d{4,}|\d{3}\.\d{5,}")  # 999.1234 is how some write numbers
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:lat|lon|long|lng|latitude|longitude|gps|coordinates?)\b[ .:=-]*| -)$", re.IGNORECASE
)
_ROUND = re.compile(r"\d{1,4}0{4,}")
_APART = re.compile(r"(?:\+\d{1,3}|\d)(?:[^\dA-Za-z]{1,4}\d){4,}")
_MORE_BEFORE = re.compile(r"(?<!\d)(?<!\d[ -])\d{1,4}[.,:]$")
_MORE_AFTER = re.compile(r"[.,:]\d{1,4}(?![ -]?\d)")
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_ADDRESS = re.compile(r"://|www\.|[a-z0-9-]\.[a-z]{2,}/", re.IGNORECASE)
_BEFORE, _AFTER, _WORD = 30, 20, 200


def doubts(text: str, start: int, end: int, *, local: bool) -> list[str]:
    """The reasons to doubt that ``text[start:end]`` of a folded text is a phone number, likeliest first.

    ``local``: it has no country code; a plus, or the 00 that is dialled abroad, leaves few doubts.
    """
    written = text[start:end]
    found = ["each digit stands by itself"] if _APART.fullmatch(written) else []
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if not local:
        is_id = written.startswith("00") and _ID_BEFORE.search(before)
        return [*found, *(["looks like an id"] if is_id else [])]
    reasons = (
        ("looks like a date", _is_date(written) or _DATE_BEFORE.search(before)),
        ("looks like a range of times", _TIMES.fullmatch(written) or _HOURS_AFTER.match(after)),
        ("looks like two years", _YEARS.fullmatch(written)),
        ("looks like an amount", _is_amount(written, before, after)),
        ("looks like an id", _ID_BEFORE.search(before)),
        ("looks like an IP address", _in_ipv4(text, start, end)),
        ("looks like a coordinate or a decimal number", _is_decimal(written, before)),
        ("part of a longer number", _MORE_BEFORE.search(before) or _MORE_AFTER.match(after)),
        *_surroundings(text, start, end),
    )
    return [*found, *(reason for reason, holds in reasons if holds)]


def _is_amount(written: str, before: str, after: str) -> bool:
    if _ROUND.fullmatch(written) or _is_round_thousands(written):
        return True
    return bool(_PRICE_BEFORE.search(before) or _PRICE_AFTER.match(after) or _COUNT_AFTER.match(after))


def _is_decimal(written: str, before: str) -> bool:
    return bool(_DECIMAL.fullmatch(written) or (re.fullmatch(r"\d+\.\d+", written) and _PLACE_BEFORE.search(before)))


def _is_round_thousands(written: str) -> bool:
    """``7 500 000``: groups of three from the right, the last of them zeros."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .]\d{3})*[ .]000", written))


def _is_date(written: str) -> bool:
    """Whether digits can be read as a year with month and day, in either order, as they are grouped."""
    groups = re.findall(r"\d+", written)
    if len(groups) == 3:
        return _is_day(*groups) or _is_day(*reversed(groups))
    if len(groups) != 1:
        return False
    digits = groups[0]
    if len(digits) not in (7, 8):
        return False
    first = any(_is_day(digits[:4], digits[4:cut], digits[cut:]) for cut in range(5, len(digits)))
    return first or any(_is_day(digits[-4:], digits[cut:-4], digits[:cut]) for cut in range(1, len(digits) - 4))


def _is_day(year: str, one: str, other: str) -> bool:
    if len(year) != 4 or year[:2] not in ("19", "20") or len(one) > 2 or len(other) > 2:
        return False
    pairs = ((int(one), int(other)), (int(other), int(one)))
    return any(1 <= month <= 12 and 1 <= day <= 31 for month, day in pairs)


def _in_ipv4(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 16) : end + 16]
    at = start - max(0, start - 16)
    hits = (hit for hit in _IPV4.finditer(around) if hit.start() < at + end - start and hit.end() > at)
    return any(all(int(part) < 256 for part in hit[0].split(".")) for hit in hits)


def _surroundings(text: str, start: int, end: int) -> list[tuple[str, bool]]:
    """What the run of characters without a gap, in which the digits stand, tells."""
    head = text[max(0, start - _WORD) : start].split(" ")[-1]
    tail = text[end : end + _WORD].split(" ")[0]
    beside = head[-1:].isalpha() or tail[:1].isalpha() or re.search(r"[A-Za-z][-_/.]$|_$", head) is not None
    in_address = bool(_ADDRESS.search(head))
    return [
        ("part of a web address", in_address),
        ("part of an e-mail address or a handle", "@" in head or tail.startswith("@") or "@" in tail.split(",")[0]),
        ("letters stand right beside it", beside and not in_address and not _LABEL_BEFORE.search(head)),
    ]


def joined(reasons: list[str]) -> str:
    """Reasons in one text, each once."""
    return "; ".join(dict.fromkeys(reasons))
