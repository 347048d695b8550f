"""What a run may use of a slow or metered line."""

import re
from dataclasses import dataclass

from osint_kit.errors import UsageError

_UNITS = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3, "kib": 1024, "mib": 1024**2, "gib": 1024**3}


@dataclass(frozen=True)
class Budget:
    """The most requests and the most bytes, sent and received together; None means as many as it takes.

    Bytes are those of requests and answers, without what TCP and TLS add. An answer under way is finished.
    """

    bytes: int | None = None
    requests: int | None = None


def read_budget(text: str) -> Budget:
    """Read ``5MB``, ``200 requests``, or both with a comma between. Raises `UsageError` for anything else."""
    size = requests = None
    for part in text.lower().split(","):
        found = re.fullmatch(r"\s*(\d{1,15}(?:\.\d{1,3})?)\s*([a-z]*)\s*", part)
        if found and found[2] in ("request", "requests") and found[1].isdecimal() and requests is None:
            requests = int(found[1])
        elif found and found[2] in _UNITS and size is None:
            size = int(float(found[1]) * _UNITS[found[2]])
        else:
            raise UsageError(
                f"{text!r} is no budget", "write one such as 5MB, or '200 requests', or '5MB, 200 requests'"
            )
    return Budget(size, requests)
