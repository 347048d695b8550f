import io

import pytest

from osint_kit.texts.encodings import decoded
from osint_kit.texts.lines import NotText

TEXT = "Bula é 999 1234\r\nvinaka\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_that_text_files_come_in(encoding: str) -> None:
    stream = io.BytesIO(TEXT.encode(encoding))
    with decoded(stream) as file:
        assert file.read() == TEXT
    assert not stream.closed


def test_a_wrong_byte_is_one_character_and_no_digits() -> None:
    with decoded(io.BytesIO(b"a" * 70_000 + b"\xe9 999 1234")) as file:
        assert file.read()[-10:] == "\ufffd 999 1234"


@pytest.mark.parametrize(
    "data, what",
    [
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"MZ\0\0\x01\x02\0\0\xff\xfe", "zero bytes"),
        (b"999 1234\0" * 50, "zero bytes"),
    ],
)
def test_what_is_no_text_is_refused_and_named(data: bytes, what: str) -> None:
    with pytest.raises(NotText, match=what), decoded(io.BytesIO(data)):
        pass
