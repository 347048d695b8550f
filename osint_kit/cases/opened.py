"""What ``open.json`` says of a run: what was begun, by whom, and what chance and clock were."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from osint_kit.canonical import Json
from osint_kit.cases.case import read_bytes
from osint_kit.cases.seal import OPEN
from osint_kit.errors import CaseDamaged
from osint_kit.reach import Reach


@dataclass(frozen=True)
class Opened:
    """One run as it was begun, in ``folder``. ``options`` are those that its findings depend on."""

    folder: Path
    command: str
    options: Mapping[str, Json]
    versions: Mapping[str, str]
    operator: str
    started: datetime
    world: str
    simulated: bool
    reach: Reach
    seed: str


def read_opened(folder: Path) -> Opened:
    """Read the file of a run's folder. Raises `CaseDamaged` where it is none."""
    data = read_bytes(folder / OPEN)
    try:
        values: Mapping[str, Any] = json.loads(data)
        return Opened(
            folder=folder,
            command=str(values["command"]),
            options=dict(values["options"]),
            versions=dict(values["versions"]),
            operator=str(values["operator"]),
            started=datetime.fromisoformat(values["started"]),
            world=str(values["world"]),
            simulated=bool(values["simulated"]),
            reach=Reach.of(values["reach"]),
            seed=str(values["seed"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CaseDamaged(f"{folder.name}/{OPEN} is not readable: {error}", "run 'osint case verify'") from error
