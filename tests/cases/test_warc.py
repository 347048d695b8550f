"""Evidence against third-party readers, and against damage."""

import io
from collections.abc import Callable

import fastwarc.warc
import pytest
import warcio.archiveiterator

from osint_kit.cases import warc
from osint_kit.cases.run import Run
from osint_kit.cases.seal import EVIDENCE
from tests.cases.conftest import AT, fill


def test_warcio_and_fastwarc_read_the_same_records_with_good_digests(begin: Callable[[], Run]) -> None:
    with begin() as run:
        fill(run)
    data = (run.folder / EVIDENCE).read_bytes()
    own = list(warc.read_records(io.BytesIO(data)))
    seen = []
    iterator = warcio.archiveiterator.ArchiveIterator(io.BytesIO(data), check_digests="raise")
    for record in iterator:
        record.content_stream().read()
        seen.append((record.rec_type, record.rec_headers.get_header("WARC-Record-ID").strip("<>")))
    assert seen == [(record.type, record.id) for record in own]
    fast = [record.record_id for record in fastwarc.warc.ArchiveIterator(io.BytesIO(data), verify_digests=True)]
    assert fast == [f"<{record.id}>" for record in own]
    types = [record.type for record in own]
    assert types == ["warcinfo", *["request", "response"] * 3, "request", "response", "metadata", "resource"]
    assert [record.field("WARC-Target-URI") for record in own if record.type == "response"] == [
        "https://bit.ly/x?a=1",
        "dns:island-jobs.example?type=MX",
        "whois://whois.nic.example/island-jobs.example",
        "https://bit.ly/x?a=1",
    ]


def test_a_line_break_in_a_field_cannot_make_another_field() -> None:
    data = warc.encode("metadata", "urn:uuid:1", AT, b"", "text/plain", [("Osint-Notes", "a\r\nEvil: yes")])
    (record,) = warc.read_records(io.BytesIO(data))
    assert record.field("Osint-Notes") == "a Evil: yes"
    assert record.field("Evil") == ""


def test_each_changed_or_missing_byte_is_noticed() -> None:
    data = warc.encode("resource", "urn:uuid:1", AT, b"x" * 50, "text/plain")
    for place in range(10, len(data)):
        changed = bytearray(data)
        changed[place] ^= 4
        with pytest.raises(warc.WarcError):
            list(warc.read_records(io.BytesIO(bytes(changed))))
        with pytest.raises(warc.WarcError):
            list(warc.read_records(io.BytesIO(data[:place])))


def test_whole_length_stops_before_the_torn_record() -> None:
    one = warc.encode("resource", "urn:uuid:1", AT, b"one", "text/plain")
    two = warc.encode("resource", "urn:uuid:2", AT, b"two", "text/plain")
    assert warc.whole_length(io.BytesIO(one + two[:-1])) == (len(one), {"urn:uuid:1"})


def test_records_are_read_alike_wherever_the_pieces_of_a_file_end() -> None:
    class Piecemeal(io.BytesIO):
        step = 1

        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, self.step))

    blocks = [b"", b"a", b"\r\n\r\n", b"x" * 5000, bytes(range(256)) * 8]
    data = b"".join(warc.encode("resource", f"urn:uuid:{n}", AT, block, "text/plain") for n, block in enumerate(blocks))
    for step in (1, 2, 3, 7, 100, 211, len(data)):
        Piecemeal.step = step
        read = list(warc.read_records(Piecemeal(data)))
        assert [record.block for record in read] == blocks
        lean = list(warc.read_records(Piecemeal(data), blocks=False))
        assert [(record.id, record.offset, record.size, record.block) for record in lean] == [
            (record.id, record.offset, record.size, b"") for record in read
        ]


def test_a_record_that_unpacks_to_far_more_is_gone_through_in_little_memory() -> None:
    import tracemalloc

    data = warc.encode("resource", "urn:uuid:1", AT, bytes(50_000_000), "text/plain")
    tracemalloc.start()
    assert len(list(warc.read_records(io.BytesIO(data), blocks=False))) == 1
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
