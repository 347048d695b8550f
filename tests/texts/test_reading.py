import io
import tracemalloc

import pytest

from osint_kit.texts.reading import Form, form_of, read_lines


@pytest.mark.parametrize(
    "name, form",
    [
        ("a.txt", Form.TXT),
        ("calls.csv", Form.TXT),
        ("Page.HTM", Form.HTML),
        ("x/mail.eml", Form.EML),
        ("result.json", Form.JSON),
        ("lines.ndjson", Form.JSON),
        ("no-suffix", Form.TXT),
        ("-", Form.TXT),
    ],
)
def test_the_name_tells_the_form(name: str, form: Form) -> None:
    assert form_of(name) is form


@pytest.mark.parametrize("form", Form)
def test_an_empty_file_has_no_lines(form: Form) -> None:
    assert list(read_lines(io.BytesIO(b""), form)) == []


@pytest.mark.parametrize("form", Form)
def test_any_bytes_that_pass_for_text_are_read(form: Form) -> None:
    for data in (bytes(range(1, 256)) * 40, b"\xff\xfe\x00", b"\xed\xa0\x80 999 1234", b"{[<&\"'"):
        assert all(line.number > 0 for line in read_lines(io.BytesIO(data), form))


def test_only_text_files_have_time_stamps() -> None:
    data = b"24/11/2026, 15:05 - Ana: 999 1234\nmore\n"
    assert [line.body for line in read_lines(io.BytesIO(data), Form.TXT)] == [20, 0]


@pytest.mark.parametrize(
    "form, line",
    [
        (Form.TXT, b"24/11/2026, 15:05 - Ana: bula vinaka\n"),
        (Form.TXT, b"bula vinaka "),
        (Form.HTML, b"<p>bula <b>vinaka</b></p>\n"),
        (Form.HTML, b"bula vinaka<br>"),
        (Form.JSON, b'{"from": "Ana", "text": "bula \\u00e9"},\n'),
    ],
)
def test_memory_does_not_grow_with_the_file(form: Form, line: bytes) -> None:
    data = line * (600_000 // len(line))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_lines(io.BytesIO(data), form)) > 5
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
