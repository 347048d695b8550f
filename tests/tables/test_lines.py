import io

import pytest

from osint_kit.errors import UsageError
from osint_kit.tables.lines import read_lines
from osint_kit.tables.text import MAX_LINE


@pytest.mark.parametrize(
    "data, lines",
    [
        (b"", []),
        (b"\n\r\n  \n", []),
        (b"a", ["a"]),
        (b"a\nb\r\nc", ["a", "b", "c"]),
        (b"a\r\r\n", ["a\r"]),
        (b"a\rb\x0bc\x0cd\x1ce\xc2\x85f\xe2\x80\xa8g\n", ["a\rb\x0bc\x0cd\x1ce\x85f\u2028g"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", ["a", "\ufeffb"]),
        (b"caf\xe9\n", [r"caf\xe9"]),
        (b" a \n", [" a "]),
        (b"a\0b\n", ["a\0b"]),
    ],
)
def test_a_line_is_an_item(data: bytes, lines: list[str]) -> None:
    assert list(read_lines(io.BytesIO(data))) == lines


def test_lines_come_as_they_are_read() -> None:
    stream = io.BytesIO(b"a\nb\n")
    assert next(read_lines(stream)) == "a"
    assert stream.read() == b"b\n"


def test_a_line_without_end_is_refused() -> None:
    lines = read_lines(io.BytesIO(b"a\n" + b"x" * (MAX_LINE + 1)))
    assert next(lines) == "a"
    with pytest.raises(UsageError, match="standard input, line 2"):
        next(lines)
