"""Looks for a text in every file of a folder, in every form it could be stored in; apart from the kit's own search."""

import base64
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """The text as bytes, in each coding; base64 in its three alignments, without the characters that others share."""
    for name, plain in (
        ("plain", text.encode()),
        ("utf-16le", text.encode("utf-16-le")),
        ("utf-16be", text.encode("utf-16-be")),
    ):
        yield name, plain
        yield f"{name}, percent", quote(plain, safe="").encode()
        yield f"{name}, every byte percent", "".join(f"%{byte:02X}" for byte in plain).encode()
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + plain)
            whole = coded.rstrip(b"=")
            core = coded[-(-shift * 4 // 3) : len(whole) - (whole != coded)]
            yield f"{name}, base64 {shift}", core
            yield f"{name}, base64url {shift}", core.translate(bytes.maketrans(b"+/", b"-_"))


def left_in(folder: Path, *texts: str) -> list[str]:
    """Where any of some texts still stands: file, text, form."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for label, content in (("", data), (" unpacked", unpacked(data))):
            lower = content.lower()
            for text in texts:
                for name, form in forms(text):
                    if form.lower() in lower if "base64" not in name else form in content:
                        found.append(f"{path.relative_to(folder)}{label}: {text} ({name})")
                if text in path.name:
                    found.append(f"{path.relative_to(folder)}: {text} in the name")
    return found


def unpacked(data: bytes) -> bytes:
    """All gzip members of a file, and once more each that is packed within."""
    out = b""
    while data[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        out += unpacker.decompress(data)
        data = unpacker.unused_data
    for place in range(len(out)):
        if out[place : place + 3] == b"\x1f\x8b\x08":
            try:
                out += gzip.decompress(out[place:])
            except (OSError, EOFError, zlib.error):
                out += zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(out[place:])
    return out
