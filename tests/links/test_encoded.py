"""Base64 and tokens."""

import base64
import json
import zlib

import pytest

from osint_kit.links.part import Certainty
from tests.links.reading import parts, said


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize("text", ["hello world", '{"id": 7, "to": "ana"}', "user=ana&id=7", "bula vinaka"])
@pytest.mark.parametrize(
    "where", ["https://jobs.example/?x={}", "https://jobs.example/r/{}", "https://jobs.example/#{}", "{}"]
)
def test_readable_text_is_told(text: str, where: str) -> None:
    assert said(where.format(b64(text.encode())), "base64") == [text]


@pytest.mark.parametrize(
    "value",
    [
        "aGVsbG8",
        "internationalisation",
        "abcdefghijklmnop",
        b64(bytes(range(40))),
        b64(b"\xff" * 30),
        "AAAAAAAAAAAAAAAA",
    ],
)
def test_what_is_no_text_is_not_told(value: str) -> None:
    assert said(f"https://jobs.example/?x={value}", "base64") == []


def test_compressed_text() -> None:
    (part,) = parts(f"https://jobs.example/?x={b64(zlib.compress(b'hello world, hello world'))}", "base64")
    assert part.value == "hello world, hello world"
    assert "compressed" in part.explains


def test_a_link_in_base64_is_decoded_in_its_turn() -> None:
    link = f"https://jobs.example/go?to={b64(b'https://wa.me/6799991234')}"
    assert said(link, "phone") == ["+6799991234"]


def token(head: object, body: object) -> str:
    return f"{b64(json.dumps(head).encode())}.{b64(json.dumps(body).encode())}.c2lnbmF0dXJl"


def test_a_token_is_taken_apart_and_said_not_to_be_checked() -> None:
    jwt = token({"alg": "HS256", "typ": "JWT"}, {"sub": "ana", "iat": 1704067200, "exp": 1704070800})
    link = f"https://jobs.example/verify?token={jwt}"
    (part,) = parts(link, "token")
    assert json.loads(part.value)["sub"] == "ana"
    assert "not checked" in part.explains
    assert "HS256" in part.explains
    assert part.certainty is Certainty.LIKELY
    assert said(link, "time in the link") == ["2024-01-01T00:00:00.000000Z", "2024-01-01T01:00:00.000000Z"]


@pytest.mark.parametrize(
    "jwt",
    ["eyJhbGciOiJIUzI1NiJ9.eyJ9.x", "eyJhbGci.eyJzdWI.x", token([], {}), token({}, [1]), token({}, {"iat": 1e300}),
     token({}, {"iat": True}), token({}, {"iat": "x"}), "eyJ" + "a" * 50 + ".eyJ" + "b" * 50 + ".c"],
)  # fmt: skip
def test_what_is_no_token_or_tells_no_time(jwt: str) -> None:
    assert said(f"https://jobs.example/?t={jwt}", "time in the link") == []
