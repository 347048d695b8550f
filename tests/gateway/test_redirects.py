from datetime import UTC, datetime

import pytest

from osint_kit.gateway import redirect_target
from osint_kit.gateway.exchange import HttpAnswer

BASE = "https://shop.example/a/b?c"


def answer(location: str | bytes | None, status: int = 302) -> HttpAnswer:
    text = location.decode("latin-1") if isinstance(location, bytes) else location
    headers = () if text is None else (("location", text),)
    return HttpAnswer(BASE, status, "", headers, b"", None, datetime.now(UTC))


@pytest.mark.parametrize(
    "location, target",
    [
        ("http://other.example/x", "http://other.example/x"),
        ("//other.example/x", "https://other.example/x"),
        ("/x", "https://shop.example/x"),
        ("x?y#z", "https://shop.example/a/x?y#z"),
        ("", "https://shop.example/a/b?c"),
        ("/a b", "https://shop.example/a%20b"),
        ("/jöb".encode(), "https://shop.example/j%C3%B6b"),
        ("/jöb".encode("latin-1"), "https://shop.example/j%C3%B6b"),
        ("//bücher.example/".encode(), "https://xn--bcher-kva.example/"),
        ("\\\\other.example\\x", "https://other.example/x"),
    ],
)
def test_joins_the_location(location: str | bytes, target: str) -> None:
    found = redirect_target(answer(location))
    assert found is not None
    assert found.text == target


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_all_kinds_of_redirects(status: int) -> None:
    assert redirect_target(answer("/x", status)) is not None


@pytest.mark.parametrize("status", [200, 201, 300, 304, 305, 306, 404])
def test_a_location_alone_is_no_redirect(status: int) -> None:
    assert redirect_target(answer("/x", status)) is None


def test_a_redirect_to_nowhere() -> None:
    assert redirect_target(answer(None)) is None


@pytest.mark.parametrize("location", ["javascript:alert(1)", "file:///etc/passwd", "http://", "http://a b/", "//[::1"])
def test_an_unusable_location_says_why(location: str) -> None:
    with pytest.raises(ValueError):
        redirect_target(answer(location))
