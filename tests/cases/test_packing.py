"""Members of gzip, packed or as they are, against Python's own reader."""

import base64
import gzip
import random
import zlib
from collections.abc import Callable

import pytest

from osint_kit.cases import packing

RANDOM = random.Random(7).randbytes(300_000)
TEXTS = {
    "english": "work abroad, no experience needed, call 679 999 1234. ",
    "russian": "Работа за границей без опыта, жильё и билет оплачены. ",
    "chinese": "海外高薪工作包吃包住无需经验机票报销联系电话请加微信诚信招聘月结工资两千美元起步。",
    "table": "\n".join(f"{number},{number * 7919 % 1000003},2026-11-{number % 30:02}" for number in range(60)),
    "base64": base64.b64encode(RANDOM[:3000]).decode(),
    "script": "".join(f"function a{number}(b){{return b*{number}}};" for number in range(60)),
}


@pytest.mark.parametrize("size", [0, 1, 511, 2048, 65534, 65535, 65536, 131070, 131071, 300_000])
@pytest.mark.parametrize("pack", [packing.store, packing.squeeze])
def test_a_member_holds_the_bytes(pack: Callable[[bytes], bytes], size: int) -> None:
    for data in (RANDOM[:size], bytes(size)):
        member = pack(data)
        assert gzip.decompress(member) == data
        one = zlib.decompressobj(31)
        assert one.decompress(member + b"next") == data
        assert (one.eof, one.unused_data) == (True, b"next")


def test_what_is_stored_grows_by_its_frame_only() -> None:
    assert len(packing.store(RANDOM[:6000])) == 6000 + 23
    assert len(packing.store(RANDOM)) == 300_000 + 18 + 5 * 5


@pytest.mark.parametrize("size", [packing.SMALL + 1, 6000, 65_000, 300_000])
def test_bytes_that_are_packed_already_are_told(size: int) -> None:
    for start in range(0, 100_000, 1000):
        assert packing.is_packed((RANDOM + RANDOM)[start : start + size])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_text_is_packed(text: str, coding: str) -> None:
    data = (text * 200).encode(coding)
    assert not packing.is_packed(data)
    assert len(packing.squeeze(data)) < len(data)


def test_a_short_block_is_not_looked_at() -> None:
    assert not packing.is_packed(RANDOM[: packing.SMALL])


@pytest.mark.parametrize("stored", [False, True])
def test_pieces_make_one_member(stored: bool) -> None:
    packer = packing.packer_for(300_000, stored)
    member = b"".join(packer.compress(RANDOM[start : start + 7919]) for start in range(0, 300_000, 7919))
    assert gzip.decompress(member + packer.flush()) == RANDOM
