"""``[[short_link]]`` and ``[[page]]`` of a scenario file."""

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.files import file_beside
from osint_kit.exercises.media_types import media_type
from osint_kit.exercises.responses import HTML, html_document, moved
from osint_kit.exercises.scenario import Page, ShortLink
from osint_kit.exercises.toml_table import Table

MOST_VISITS = 10**9
MOVES = (301, 302, 303, 307, 308)
PREVIEWS = {
    # as their help pages say: https://support.bitly.com, https://is.gd/faq.php, https://tinyurl.com
    "bit.ly": "https://bit.ly{path}+",
    "is.gd": "https://is.gd{path}-",
    "v.gd": "https://v.gd{path}-",
    "tinyurl.com": "https://preview.tinyurl.com{path}",
}
"""Where these shorteners show their previews."""


def read_links(file: Table) -> tuple[ShortLink, ...]:
    """All shortened links."""
    return tuple(file.each("short_link", _read_link))


def read_pages(file: Table) -> tuple[Page, ...]:
    """All pages, with the bytes of the files that they name."""
    return tuple(file.each("page", _read_page))


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
    link = ShortLink(
        url=url,
        target=table.read("target", one_line),
        status=_read_move(table),
        preview=_read_preview(table, url),
        visits=table.number("visits", 0, 0, MOST_VISITS),
    )
    table.close()
    return link


def _read_preview(table: Table, url: str) -> str:
    wanted = table.raw("preview")
    if wanted is None or wanted is False or not url:
        return ""
    if wanted is not True:
        return table.read("preview", web_address)
    address = read_address(url)
    if address.host not in PREVIEWS:
        table.mistake(f"give the address of the preview: for {address.host} none is known", "preview")
        return ""
    return PREVIEWS[address.host].format(path=address.path)


def _read_move(table: Table) -> int:
    status = table.number("status", 302, 300, 399)
    if status not in MOVES:
        table.mistake(f"a redirect is one of {', '.join(map(str, MOVES))}", "status")
    return status


def _read_page(table: Table) -> Page:
    url = table.read("url", web_address)
    given = [key for key in ("redirect", "file", "body") if key in table]
    if len(given) > 1:
        table.mistake(f"{given[0]!r} and {given[1]!r} exclude each other")
    headers = _read_headers(table)
    typed = any(key.lower() == "content-type" for key, _ in headers)
    if "redirect" in table:
        answer = moved(_read_move(table), table.read("redirect", one_line))
        status, own, body = answer.status, answer.headers, answer.body
    else:
        status = table.number("status", 200, 200, 599)
        own, body = _read_body(table, url, typed)
    visits = table.number("visits", 0, 0, MOST_VISITS)
    table.close()
    return Page(url, status, headers if typed else (*own, *headers), body, visits)


def _read_body(table: Table, url: str, typed: bool) -> tuple[tuple[tuple[str, str], ...], bytes]:
    if "file" in table:
        path = file_beside(table, "file")
        return (("Content-Type", media_type(path)),) if path else (), path.read_bytes() if path else b""
    if typed and "title" not in table:
        return (), table.text("body", "").encode()
    title = table.text("title", read_address(url).host if url else "")
    return (("Content-Type", HTML),), html_document(title, table.text("body", ""))


def _read_headers(page: Table) -> tuple[tuple[str, str], ...]:
    table = page.table("headers")
    return tuple((name, table.read(name, one_line)) for name in table.keys_given()) if table else ()
