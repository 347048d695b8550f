"""The media type of a file by its suffix (https://www.iana.org/assignments/media-types)."""

from pathlib import Path

from osint_kit.exercises.responses import HTML, JSON

TYPES = {
    ".html": HTML,
    ".json": JSON,
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def media_type(path: Path) -> str:
    """The type as a web server says it; bytes where the suffix is none of those known."""
    return TYPES.get(path.suffix.lower(), "application/octet-stream")
