"""A record that says one thing about an item, as a person reads it on a terminal."""

from dataclasses import dataclass

from osint_kit.tables.values import Row, cell_text


@dataclass(frozen=True)
class Statement:
    """One line: about which item, what it is about, what is said, more words for it, and where that comes from."""

    item: str
    label: str
    text: str
    more: str = ""
    source: str = ""


def as_answer(record: Row) -> Statement:
    """A record of ``input what answer source``."""
    item, label, text = (cell_text(record.get(name)) for name in ("input", "what", "answer"))
    return Statement(item, label, text, source=_source(record))


def as_part_of_link(record: Row) -> Statement:
    """A record of `osint link decode`; ``explains`` names the source at its end."""
    if not record.get("what"):
        return Statement(cell_text(record["input"]), "problem", cell_text(record["problem"]))
    source, certainty = _source(record), cell_text(record["certainty"])
    doubt = "" if certainty == "certain" else f" ({certainty})"
    more = cell_text(record["explains"]).removesuffix(f" Source: {source}")
    if record.get("problem"):
        more += f" Problem: {cell_text(record['problem'])}"
    return Statement(
        cell_text(record["input"]), cell_text(record["what"]), f"{cell_text(record['value'])}{doubt}", more, source
    )


def _source(record: Row) -> str:
    return cell_text(record.get("source"))
