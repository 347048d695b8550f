"""The evidence file: what an error or an interruption on the way leaves, and what other programs make of it."""

import io
import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fastwarc.warc
import pytest
import warcio.archiveiterator

from osint_kit.cases import warc
from osint_kit.cases.evidence import EvidenceFile
from osint_kit.cases.run import Run
from osint_kit.cases.seal import EVIDENCE
from tests.cases.conftest import fill, http_exchange

PACKED = random.Random(3).randbytes(100_000)


def test_other_readers_open_an_answer_that_was_packed_already(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    with EvidenceFile(path) as evidence:
        ids = [evidence.keep(http_exchange(PACKED[:size])) for size in (3000, 65_535, 100_000)]
    data = path.read_bytes()
    iterator = warcio.archiveiterator.ArchiveIterator(io.BytesIO(data), check_digests="raise")
    bodies = {one.rec_headers.get_header("WARC-Record-ID"): one.content_stream().read() for one in iterator}
    assert [bodies[f"<{one}>"] for one in ids] == [PACKED[:3000], PACKED[:65_535], PACKED]
    fast = fastwarc.warc.ArchiveIterator(io.BytesIO(data), parse_http=False, verify_digests=True)
    assert [one.headers["WARC-Type"] for one in fast] == ["warcinfo", *["request", "response"] * 3]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_record_that_does_not_fit_leaves_none_of_itself_and_the_next_one_is_whole(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "x.warc.gz"
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with EvidenceFile(path) as evidence:
        kept = [evidence.keep(http_exchange(PACKED[:5000]))]
        for _ in range(3):
            whole = path.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (whole + 4000, limits[1]))
            try:
                with pytest.raises(OSError, match="File too large"):
                    evidence.keep(http_exchange(PACKED[:5000]))
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            assert path.stat().st_size == whole
            kept.append(evidence.keep(http_exchange(PACKED[:5000])))
        assert evidence.records == 1 + 2 * len(kept)
    signal.signal(signal.SIGXFSZ, before)
    ids = [record.id for record in warc.read_records(io.BytesIO(path.read_bytes())) if record.type == "response"]
    assert ids == kept


def test_pywb_indexes_each_record_where_it_lies(begin: Callable[[], Run]) -> None:
    indexer = shutil.which("cdx-indexer")
    if not indexer:
        pytest.skip("pywb is not installed: python -m pip install pywb, and its cdx-indexer in the PATH")
    with begin() as run:
        fill(run)
        run.keep(http_exchange(PACKED))
    path = run.folder / EVIDENCE
    done = subprocess.run([indexer, "-j", "-a", str(path)], capture_output=True, check=True)
    rows = [json.loads(line[line.index(b"{") :]) for line in done.stdout.splitlines()]
    own = [record for record in warc.read_records(io.BytesIO(path.read_bytes())) if record.type != "warcinfo"]
    assert sorted((int(row["offset"]), int(row["length"]), row["url"]) for row in rows) == [
        (record.offset, record.size, record.field("WARC-Target-URI")) for record in own
    ]
