"""WhatsApp's chat exports: where in a line the message begins."""

import re

# What WhatsApp writes before a message follows the phone's settings: `24/11/2026, 3:05 pm - Ana: …` on Android,
# `[24.11.26, 15:05:12] Ana: …` on an iPhone, days, months and years in any order. U+200E may stand before it,
# U+202F before am and pm. WhatsApp documents none of it; these forms are those that other readers of exports know
# (docs.rs/crate/chatpack, parsing/whatsapp.rs; the R package WhatsR, parse_android and parse_ios).
_MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_DATE = r"\d{1,4}([./-]) ?\d{1,2}\1 ?\d{1,4}\.?"
_TIME = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_MOMENT = rf"{_DATE},?\s(?:at\s)?{_TIME}"
_ANDROID = re.compile(rf"{_MARKS}{_MOMENT}(?:\s[-–]\s|:\s)")
_IPHONE = re.compile(rf"{_MARKS}\[{_MOMENT}\]\s")


def stamp_length(line: str) -> int:
    """How many characters the time stamp before a message takes, the gap behind it counted; 0 without one."""
    found = _IPHONE.match(line) or _ANDROID.match(line)
    return found.end() if found else 0
