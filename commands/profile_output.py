"""A profile as one screen of words on a terminal, as records a line an identifier, or all of it in JSON."""

import shutil
from typing import Any

from osint_kit.commands.session import Session

FIELDS = ("input", "kind", "value", "belief", "how", "grade", "findings", "problem")


def print_profile(session: Session, profile: dict[str, Any] | None, refused: list[dict[str, Any]]) -> None:
    """Write a profile, and the seeds that were refused; what it holds goes to stderr as a count."""
    from osint_kit.tables.formats import Format

    if profile and session.format is Format.JSON:
        with session.results(tuple(profile)) as results:
            results.write(None, profile)
        return
    if profile and session.interactive and session.format is Format.TABLE and not session.shared.verbose:
        from osint_kit.profiles.words import in_words

        session.messages.clear()
        print("\n".join(in_words(profile, shutil.get_terminal_size().columns)))
        profile = None
        if not refused:
            return
    with session.results(FIELDS) as results:
        if profile:
            texts = {(seed["kind"], seed["value"]): seed["text"] for seed in profile["subject"]["seeds"]}
            for entry in profile["identifiers"]:
                text = texts.get((entry["kind"], entry["value"]))
                results.write(None, {**entry, "input": text, "findings": len(entry["findings"])})
        for row in refused:
            results.write(None, row)
    if profile:
        session.messages.say(
            f"{len(profile['identifiers'])} identifiers, {len(profile['joins'])} joins, {len(profile['links'])} links,"
            f" {len(profile['timeline'])} dates, {len(profile['contradictions'])} contradictions,"
            f" {len(profile['not_followed'])} not followed"
        )
