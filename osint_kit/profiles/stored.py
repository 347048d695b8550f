"""The profiles that are written in a case: ``profiles/subject-N.json``."""

import json
from pathlib import Path
from typing import Any

from osint_kit.errors import UsageError


def stored_profiles(case_folder: Path) -> dict[int, Path]:
    """The files by their number, the oldest first."""
    found = {}
    for path in (case_folder / "profiles").glob("subject-*.json"):
        number = path.stem.removeprefix("subject-")
        if number.isdigit():
            found[int(number)] = path
    return dict(sorted(found.items()))


def read_profile(path: Path) -> dict[str, Any]:
    """One of them. Raises `UsageError` where it is no profile: it is derived, so it can be built again."""
    try:
        profile = json.loads(path.read_text("utf-8"))
        if not isinstance(profile, dict) or not isinstance(profile.get("subject"), dict):
            raise ValueError("it is no profile")
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"{path} is not readable: {error}", "build the profile again; it is derived from the findings"
        ) from error
    return profile
