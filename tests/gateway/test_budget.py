import pytest

from osint_kit.errors import UsageError
from osint_kit.gateway import Budget, read_budget


@pytest.mark.parametrize(
    "text, budget",
    [
        ("5MB", Budget(bytes=5_000_000)),
        ("1.5 mb", Budget(bytes=1_500_000)),
        ("800", Budget(bytes=800)),
        ("2 KiB", Budget(bytes=2048)),
        ("200 requests", Budget(requests=200)),
        ("5MB, 1 request", Budget(bytes=5_000_000, requests=1)),
    ],
)
def test_reads(text: str, budget: Budget) -> None:
    assert read_budget(text) == budget


@pytest.mark.parametrize("text", ["", "MB", "-5MB", "5 parsecs", "1.5 requests", "5MB,6MB", "5MB,", "1e9", "9" * 400])
def test_refuses(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_budget(text)
    assert "5MB" in raised.value.next_step
