"""The page: one HTML file with its style and its script inside, and a policy that lets it load and send nothing.

The Content-Security-Policy forbids everything but the very style and the very script in the file, by their SHA-256
(W3C CSP 3, section 6.7.3.3). Text is escaped by the template engine and made inert by `inert`; nothing is a link but to
places in the page itself. The script only filters rows: without it all of them are there.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from osint_kit.cases.case import TLP
from osint_kit.profiles.flags_rules import own_rules
from osint_kit.reports.contents import Contents
from osint_kit.reports.drawing import Picture
from osint_kit.reports.inert import inert, words
from osint_kit.reports.subject import View, subject_view
from osint_kit.tables.safe import visible

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = files("osint_kit.reports") / "templates"
SMALLEST = 0.78
"""How far a picture may shrink: its letters are 12.5 pixels high at 1."""


def page(contents: Contents) -> str:
    """The report as HTML. ``contents`` are as `osint_kit.reports.contents.contents` gathers them."""
    script = (TEMPLATES / "report.js").read_text("utf-8")
    subjects = [subject_view(place, profile, contents) for place, profile in enumerate(contents["subjects"], start=1)]
    style = _style(contents) + "".join(map(_size_of_picture, subjects))
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            {**contents, "subjects": subjects},
            style=style,
            script=script,
            policy=(
                f"default-src 'none'; style-src '{source_hash(style)}'; script-src '{source_hash(script)}';"
                " base-uri 'none'; form-action 'none'"
            ),
            failed=[rule for rule in own_rules().values() if not rule.shown],
        )
    )


def source_hash(text: str) -> str:
    """The hash by which a policy allows an inline style or script: of its text between the tags, as UTF-8."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _style(contents: Contents) -> str:
    """The style, with the marking at the foot of each printed page; the marking is one of a fixed set."""
    tlp = contents["case"]["tlp"]
    marking = f"TLP:{tlp}" if tlp in TLP else ""
    training = " · TRAINING, NO EVIDENCE" if contents["case"]["simulated"] else ""
    names = " · NAMES PROTECTED PERSONS" if contents["with_protected"] else ""
    foot = f'@page{{@bottom-left{{content:"{marking}{training}{names}"}}}}'
    return (TEMPLATES / "report.css").read_text("utf-8") + foot


def _size_of_picture(subject: View) -> str:
    """A picture shrinks a little to fit, not so far that its letters cannot be read; then one moves it sideways."""
    drawn: Picture | None = subject["picture"]
    if drawn is None:
        return ""
    sizes = f"max-width:{round(drawn.width)}px;min-width:{round(drawn.width * SMALLEST)}px"
    return f"@media screen{{#{subject['mark']}-graph svg{{width:100%;height:auto;{sizes}}}}}"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: (TEMPLATES / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = inert
    environment.filters["words"] = words
    environment.filters["visible"] = visible
    environment.filters["size"] = _size
    environment.filters["moment"] = _moment
    return environment


def _size(size: int) -> str:
    return f"{size:,} B" if size < 10_000 else f"{size / 1000:,.0f} kB"


def _moment(text: str) -> str:
    """A time in UTC for people to read, to the second: ``2026-11-24 02:00:00``."""
    return inert(text[:19].replace("T", " "))
