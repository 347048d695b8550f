"""Wallets: the test vectors of the proposals that define the addresses, and what one wrong character does."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.keccak import keccak_256
from osint_kit.identifiers.wallet import looks_like_wallet, read_wallet

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"

# The vectors of BIP 173, BIP 350 and EIP-55, the address of the first block, the contract of USDT on Tron.
ACCEPTED = [
    (GENESIS, GENESIS),
    (f" {GENESIS} ", GENESIS),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    ("1111111111111111111114oLvT2", "1111111111111111111114oLvT2"),
    ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
    (SEGWIT, SEGWIT),
    (SEGWIT.upper(), SEGWIT),
    (
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    ),
    ("BC1SW50QGDZ25J", "bc1sw50qgdz25j"),
    ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs"),
    (
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
    ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"),
    ("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xdbf03b407c01e7cd3cbea99509d93f8dddc8c6fb"),
    ("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", "0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb"),
    ("0x52908400098527886E0F7030069857D2E4169EE7", "0x52908400098527886e0f7030069857d2e4169ee7"),
    ("0xde709f2102306220921060314715629080e2fb77", "0xde709f2102306220921060314715629080e2fb77"),
]
REFUSED = [
    "",
    "sefa",
    GENESIS[:-1] + "b",
    GENESIS[:-1],
    GENESIS.lower(),
    GENESIS.replace("1", "0"),
    "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",  # a test network
    "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",  # a private key, not an address
    "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1",  # Litecoin
    "2zVR6MJGsFrzybvnLtqFfNviZ4NGQxX3nmWa",  # a true checksum over one byte too many
    SEGWIT[:-1] + "5",
    SEGWIT.replace("q", "Q"),
    SEGWIT.replace("w", "b"),
    "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
    "bc1qr508d6qejxtdg4y5r3zarvaryv98gj9p",  # BIP 173: version 0 with 16 bytes
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # BIP 350: Bech32 in place of Bech32m
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",  # BIP 350: version 17
    "bc1pw5dgrnzv",  # BIP 350: a program of one byte
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",  # BIP 350: zero padding of five bits
    "bc1gmk9yu",  # BIP 173: no data
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed",
    "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
    "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
]


@pytest.mark.parametrize("text, value", ACCEPTED)
def test_an_address_is_read(text: str, value: str) -> None:
    assert read_wallet(text) == Identifier(Kind.WALLET, value)
    assert read_wallet(value).value == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_wallet(text)


@pytest.mark.parametrize("text", [text.strip() for text, _ in ACCEPTED])
def test_every_address_looks_like_one(text: str) -> None:
    assert looks_like_wallet(text)


@pytest.mark.parametrize("text", ["sefa", "TimelessThoughts", "1234567", "example.com", "bc1", "0xabc"])
def test_other_words_do_not(text: str) -> None:
    assert not looks_like_wallet(text)


@given(st.sampled_from([GENESIS, SEGWIT]), st.integers(0), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_one_wrong_character_is_always_seen(address: str, place: int, char: str) -> None:
    place %= len(address)
    wrong = address[:place] + char + address[place + 1 :]
    if wrong != address:
        with pytest.raises(NotReadable):
            read_wallet(wrong)


@pytest.mark.parametrize(
    "data, digest",
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_keccak_has_the_known_digests(data: bytes, digest: str) -> None:
    assert keccak_256(data).hex() == digest


@given(st.binary(max_size=300))
def test_keccak_is_sha3_but_for_its_padding(data: bytes) -> None:
    assert keccak_256(data, padding=b"\x06") == hashlib.sha3_256(data).digest()
