"""A profile as a case has it now, or had it after one of its builds. It is derived anew each time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osint_kit.cases.case import Case
from osint_kit.cases.files import trouble, write_whole
from osint_kit.errors import UsageError
from osint_kit.findings import Finding
from osint_kit.profiles.builds import Build, everything, of_build, subjects
from osint_kit.profiles.collect import Collection
from osint_kit.profiles.material import Material, material
from osint_kit.profiles.profile import build
from osint_kit.sources import all_sources

FOLDER = "profiles"


def follows() -> list[str]:
    """The properties that installed sources declare as worth asking about."""
    return sorted({name for source in all_sources() for name in source.declaration.follows})


def of_case(case: Case, number: int | None = None, until: Build | None = None) -> dict[str, Any]:
    """The profile of a subject of a case, of the newest without a number; with ``until`` as it was after that build.

    Raises `UsageError` where there is none.
    """
    newest = builds_of(case, number)[-1]
    return _profile(newest, everything(case, until.ref if until else None))


def between(case: Case, number: int | None, first: int, second: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The profiles of one subject as two of its builds found it; builds count from 1, or from the last with -1.

    Raises `UsageError` where there are no such builds.
    """
    known = builds_of(case, number)
    profiles = []
    for place in (first, second):
        index = place - 1 if place > 0 else len(known) + place
        if place == 0 or not 0 <= index < len(known):
            raise UsageError(
                f"there is no build {place}: this subject was built {len(known)} times",
                "count from 1, or from the last one with -1; 'osint profile build' makes another",
            )
        made = known[index]
        profiles.append(_profile(made, of_build(case, made)))
    return profiles[0], profiles[1]


def _profile(made: Build, found: Material) -> dict[str, Any]:
    return build(made.name, made.seeds, found, follows(), made.region)


def builds_of(case: Case, number: int | None = None) -> list[Build]:
    """The builds of one subject, oldest first. Raises `UsageError` where there are none."""
    known = subjects(case)
    if not known:
        raise UsageError("this case has no profile yet", "make one with 'osint profile build SEED…'")
    if number is not None and number not in known:
        raise UsageError(f"there is no profile {number}", f"the case has {', '.join(map(str, known))}")
    return known[number if number is not None else newest_number(case)]


def newest_number(case: Case) -> int:
    """The number of the subject that was built last."""
    return max(subjects(case).items(), key=lambda item: item[1][-1].started)[0]


def of_collection(collection: Collection, said: Sequence[Finding] = ()) -> Material:
    """The material of one build that is kept in no case; ``said`` is what the operator said before it."""
    found = material([*said, *collection.findings, *collection.lines])
    found.asked = dict(collection.asked)
    return found


def write(case: Case, number: int, profile: dict[str, Any]) -> Path:
    """Write a profile to ``profiles/subject-N.json``; the name says nothing of the subject."""
    path = case.folder / FOLDER / f"subject-{number}.json"
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, json.dumps(profile, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise trouble(error, path) from error
    return path
