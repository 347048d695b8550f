"""What a simulated web server answers, and the few pages that look alike everywhere."""

import html
import json
from dataclasses import dataclass
from http import HTTPStatus

from osint_kit.canonical import Json

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Response:
    """A status, headers without length and date (the server adds those), and the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def page(status: int, title: str, body: str, *headers: tuple[str, str]) -> Response:
    """A small HTML page; ``title`` is text, ``body`` is HTML."""
    return Response(status, (("Content-Type", HTML), *headers), html_document(title, body))


def html_document(title: str, body: str) -> bytes:
    """A whole HTML document around a piece of HTML."""
    head = f'<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>'
    return f'<!doctype html>\n<html lang="en">{head}\n<body>\n{body}\n</body></html>\n'.encode()


def json_page(status: int, value: Json, kind: str = JSON) -> Response:
    """An answer for programs."""
    return Response(status, (("Content-Type", kind),), json.dumps(value, ensure_ascii=False).encode())


def moved(status: int, target: str) -> Response:
    """A redirect to ``target``, as shorteners and web servers send it."""
    link = f'<a href="{html.escape(target)}">{html.escape(target)}</a>'
    return page(status, HTTPStatus(status).phrase, f"<p>{link}</p>", ("Location", target))


def not_found() -> Response:
    """The page of a host that has nothing at this path."""
    return page(404, "404 Not Found", "<h1>Not Found</h1>")


def misdirected(host: str) -> Response:
    """The answer for a host that does not exist in this exercise (RFC 9110, section 15.5.20)."""
    return page(421, "421 Misdirected Request", f"<p>There is no {html.escape(host)} in this exercise.</p>")
