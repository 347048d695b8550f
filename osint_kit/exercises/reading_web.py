"""``[[short_link]]`` and ``[[page]]`` of a scenario file."""

from pathlib import Path

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.responses import HTML, JSON, html_document, moved
from osint_kit.exercises.scenario import Page, ShortLink
from osint_kit.exercises.toml_table import Table

MOVES = (301, 302, 303, 307, 308)
PREVIEWS = {
    # as their help pages say: https://support.bitly.com, https://is.gd/faq.php, https://tinyurl.com
    "bit.ly": "https://bit.ly{path}+",
    "is.gd": "https://is.gd{path}-",
    "v.gd": "https://v.gd{path}-",
    "tinyurl.com": "https://preview.tinyurl.com{path}",
}
"""Where these shorteners show their previews."""
TYPES = {
    ".html": HTML,
    ".json": JSON,
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


def read_links(file: Table) -> tuple[ShortLink, ...]:
    """All shortened links. Raises ``UsageError``."""
    return tuple(_read_link(table) for table in file.tables("short_link"))


def read_pages(file: Table) -> tuple[Page, ...]:
    """All pages, with the bytes of the files that they name. Raises ``UsageError``."""
    return tuple(_read_page(table) for table in file.tables("page"))


def web_address(text: str) -> str:
    """An address that a range can serve. Raises ``ValueError`` for any other text."""
    return str(read_address(text))


def one_line(text: str) -> str:
    """A text that can stand in a header. Raises ``ValueError`` where it holds control characters."""
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("control characters and line breaks cannot stand in a header")
    return text


def _read_link(table: Table) -> ShortLink:
    url = table.read("url", web_address)
    link = ShortLink(url, table.read("target", one_line), _read_move(table), _read_preview(table, url))
    table.close()
    return link


def _read_preview(table: Table, url: str) -> str:
    wanted = table.raw("preview")
    if not isinstance(wanted, bool):
        return table.read("preview", web_address) if wanted is not None else ""
    address = read_address(url)
    if wanted and address.host not in PREVIEWS:
        raise table.wrong(f"give the address of the preview: for {address.host} none is known", "preview")
    return PREVIEWS[address.host].format(path=address.path) if wanted else ""


def _read_move(table: Table) -> int:
    status = table.number("status", 302, 300, 399)
    if status not in MOVES:
        raise table.wrong(f"a redirect is one of {', '.join(map(str, MOVES))}", "status")
    return status


def _read_page(table: Table) -> Page:
    url = table.read("url", web_address)
    given = [key for key in ("redirect", "file", "body") if key in table]
    if len(given) > 1:
        raise table.wrong(f"{given[0]!r} and {given[1]!r} exclude each other")
    headers = _read_headers(table)
    typed = any(key.lower() == "content-type" for key, _ in headers)
    if "redirect" in table:
        answer = moved(_read_move(table), table.read("redirect", one_line))
        status, own, body = answer.status, answer.headers, answer.body
    else:
        status = table.number("status", 200, 200, 599)
        own, body = (("Content-Type", HTML),), b""
        if "file" in table:
            path = _file(table)
            own = (("Content-Type", TYPES.get(path.suffix.lower(), "application/octet-stream")),)
            body = path.read_bytes()
        elif typed and "title" not in table:
            body = table.text("body", "").encode()
        else:
            body = html_document(table.text("title", read_address(url).host), table.text("body", ""))
    table.close()
    return Page(url, status, headers if typed else (*own, *headers), body)


def _read_headers(page: Table) -> tuple[tuple[str, str], ...]:
    table = page.table("headers")
    if table is None:
        return ()
    headers = tuple((name, table.read(name, one_line)) for name in table.rest())
    table.close()
    return headers


def _file(table: Table) -> Path:
    """The file of a page, in the scenario's folder or below: a scenario shows nothing else of the machine."""
    folder = table.file.resolve().parent
    path = (folder / table.text("file")).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise table.wrong(f"there is no file {table.text('file')} in the folder of the scenario", "file")
    return path
