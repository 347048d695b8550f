import pytest

from osint_kit.gateway.routes import Routes, read_pattern, read_place, shown

PATTERNS = [
    "shop.example:80",
    "shop.example:*",
    "*.shop.example:80",
    "*.shop.example:*",
    "*.example:80",
    "*:80",
    "*:*",
]
PLACES = {pattern: ("127.0.0.1", number) for number, pattern in enumerate(PATTERNS, 1)}


@pytest.mark.parametrize(
    "host, port, pattern",
    [
        ("shop.example", 80, "shop.example:80"),
        ("shop.example", 81, "shop.example:*"),
        ("a.b.shop.example", 80, "*.shop.example:80"),
        ("a.shop.example", 81, "*.shop.example:*"),
        ("other.example", 80, "*.example:80"),
        ("example", 80, "*:80"),
        ("other.example", 81, "*:*"),
        ("2001:db8::1", 80, "*:80"),
    ],
)
def test_the_most_exact_pattern_wins(host: str, port: int, pattern: str) -> None:
    assert Routes(PLACES).find(host, port) == PLACES[pattern]


def test_what_no_pattern_fits_has_no_place() -> None:
    assert Routes({"*:80": ("127.0.0.1", 1)}).find("shop.example", 443) is None


@pytest.mark.parametrize(
    "text, pattern",
    [
        ("*:80", "*:80"),
        ("*:*", "*:*"),
        ("Shop.EXAMPLE:080", "shop.example:80"),
        ("*.Bücher.example:*", "*.xn--bcher-kva.example:*"),
        ("[2001:DB8::1]:80", "2001:db8::1:80"),
    ],
)
def test_reads_patterns(text: str, pattern: str) -> None:
    assert read_pattern(text) == pattern


@pytest.mark.parametrize("text", ["shop.example", ":80", "*:0", "*:65536", "*:a", "a b:80", "a*:80", "*.:80", ""])
def test_refuses_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError):
        read_pattern(text)


@pytest.mark.parametrize(
    "text, place",
    [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:53", ("::1", 53)), ("localhost:1", ("127.0.0.1", 1))],
)
def test_reads_places(text: str, place: tuple[str, int]) -> None:
    assert read_place(text) == place


@pytest.mark.parametrize("text", ["127.0.0.1", "127.0.0.1:", "host:80", "::1", "127.0.0.1:0", "127.0.0.1:+5", ""])
def test_refuses_what_is_no_place(text: str) -> None:
    with pytest.raises(ValueError):
        read_place(text)


def test_shows_places() -> None:
    assert (shown(("::1", 53)), shown(("127.0.0.1", 53))) == ("[::1]:53", "127.0.0.1:53")
