import pytest

from osint_kit.errors import UsageError
from osint_kit.tables.column import find_column
from osint_kit.tables.rows import InputRow

HINTS = ("phone", "mobile", "number", "screen_name", "telephone")


def rows(**columns: str) -> list[InputRow]:
    """Rows from columns of one-letter cells: a digit fits, a letter does not, a dot is an empty cell."""
    cells = zip(*columns.values(), strict=True)
    return [
        InputRow(line, {name: cell.strip(".") for name, cell in zip(columns, row, strict=True)})
        for line, row in enumerate(cells, 2)
    ]


@pytest.mark.parametrize(
    "columns, found",
    [
        ({"only": "xxx"}, "only"),
        ({"a": "xxx", "b": "123"}, "b"),
        ({"a": "123", "phone": "123"}, "phone"),
        ({"a": "123", "Phone": "12x"}, "Phone"),
        ({"a": "123", "phone": "xxx"}, "a"),
        ({"a": "xxx", "phone": "xxx"}, "phone"),
        ({"a": "xxx", "phone": "..."}, "phone"),
        ({"Mobile (work)": "123", "id": "123"}, "Mobile (work)"),
        ({"phone": "123", "phone number": "123"}, "phone"),
        ({"phone": "...1", "mobile": "xxxx"}, "phone"),
        ({"a": "1x.x", "b": "1.23"}, "b"),
        ({"phones_seen": "xxx", "b": "1.x"}, "b"),
        ({"phone": "", "b": ""}, "phone"),
        ({"id": "123", "callerPhone": "123"}, "callerPhone"),
        ({"phoneCaller": "123", "Phone": "123"}, "Phone"),
        ({"n": "123", "Screen Name": "12x"}, "Screen Name"),
        ({"n": "123", "His screen-name": "12x"}, "His screen-name"),
        ({"n": "123", "Cell ID": "123", "IMEI of the phone": "123"}, "n"),
        ({"n": "123", "T\u00e9l\u00e9phone": "123"}, "T\u00e9l\u00e9phone"),
        ({"n": "123", "\uff30\uff48\uff4f\uff4e\uff45": "123"}, "\uff30\uff48\uff4f\uff4e\uff45"),
    ],
)
def test_the_column_that_is_meant(columns: dict[str, str], found: str) -> None:
    assert find_column(tuple(columns), rows(**columns), str.isdigit, HINTS) == found


@pytest.mark.parametrize(
    "columns, choices",
    [
        ({"a": "123", "b": "123", "c": "xxx"}, ["a", "b"]),
        ({"phone": "123", "mobile": "123", "c": "123"}, ["phone", "mobile"]),
        ({"phone": "xxx", "mobile": "xxx"}, ["phone", "mobile"]),
        ({"a": "1" * 20, "b": "1" * 19 + "x"}, ["a", "b"]),
        ({"a": "xxx", "b": "xx1"}, ["a", "b"]),
        ({"Calling No": "123", "Called No": "123", "IMEI": "123", "Cell ID": "123"}, ["Calling No", "Called No"]),
        ({"PhoneIMEI": "123", "x": "xxx"}, ["PhoneIMEI", "x"]),
        ({"a": "...", "b\x1b": "..."}, ["a", r"b\x1b"]),
        ({}, []),
    ],
)
def test_a_doubt_is_refused_with_the_choices(columns: dict[str, str], choices: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        find_column(tuple(columns), rows(**columns), str.isdigit, HINTS)
    assert caught.value.message.endswith(": " + ", ".join(choices))
    assert "--column NAME" in caught.value.next_step


def test_a_thousand_choices_are_not_all_listed() -> None:
    with pytest.raises(UsageError, match="and 980 more"):
        find_column([f"c{number}" for number in range(1000)], [], str.isdigit, HINTS)
