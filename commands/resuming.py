"""The part of an output that an interrupted command leaves, for the commands that read a file of items."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.bulk.row_lines import LINE_FORMATS
from osint_kit.errors import UsageError
from osint_kit.version import VERSION

if TYPE_CHECKING:
    from osint_kit.commands.items import Items
    from osint_kit.commands.messages import Messages
    from osint_kit.tables.formats import Format
    from osint_kit.tables.part import Part

DATA = ("phonenumbers", "tldextract")
"""Libraries whose version decides what a record says."""


def part_of(
    items: "Items | None",
    output: Path | None,
    format_: "Format",
    depends: Sequence[str],
    resume: bool,
    messages: "Messages",
) -> "Part | None":
    """The part of an output, its ``items`` set behind what it holds already; None where nothing could carry on.

    ``depends`` is all that the output depends on, apart from the input. Raises `UsageError` where ``resume`` is
    wanted and cannot be.
    """
    can = output is not None and items is not None and items.file is not None and format_ in LINE_FORMATS
    if resume and not can:
        why = f"{format_} cannot be carried on with" if format_ not in LINE_FORMATS else "--resume needs -i and -o"
        raise UsageError(why, f"name an input file with -i, and an output with -o that is {_listed()}")
    if output is None or items is None or items.file is None or not can or (output.exists() and not output.is_file()):
        return None
    from importlib.metadata import version

    from osint_kit.tables.part import Part

    with items.file.open("rb") as file:
        of_input = hashlib.file_digest(file, "sha256").hexdigest()
    work = "\n".join([VERSION, *map(version, DATA), format_, *items.columns, items.column, items.part, *depends])
    part = Part(output, of_input, hashlib.sha256(work.encode("utf-8", "surrogatepass")).hexdigest())
    if resume and part.carry_on():
        items.skip = part.start.items
        messages.say(f"carrying on with {part.path.name} behind its {items.skip:,} rows")
    elif resume:
        messages.say(f"there is no part of {output.name} to carry on with: beginning afresh")
    return part


def _listed() -> str:
    return ", ".join(LINE_FORMATS[:-1]) + f" or {LINE_FORMATS[-1]}"
