import pytest

from osint_kit.tables.fields import merge_fields, unique_names
from osint_kit.tables.values import Row


def test_results_follow_the_columns_of_the_input() -> None:
    merged = merge_fields(("name", "phone"), ("input", "e164"))
    assert merged.fields == ("name", "phone", "input", "e164")
    assert merged.row({"name": "Ana", "phone": "x"}, {"input": "x", "e164": None}) == {
        "name": "Ana",
        "phone": "x",
        "input": "x",
        "e164": None,
    }


def test_a_clashing_result_is_renamed_and_the_input_kept() -> None:
    merged = merge_fields(("input", "valid", "osint_valid"), ("input", "valid", "type"))
    assert merged.fields == ("input", "valid", "osint_valid", "osint_input", "osint_osint_valid", "type")
    assert merged.row({"input": "mine"}, {"input": "theirs"}) == {"input": "mine", "osint_input": "theirs"}


def test_a_cell_beyond_the_columns_hides_no_result() -> None:
    merged = merge_fields(("a",), ("valid",))
    assert merged.beyond({"a": 1}) == {}
    cells: Row = {"a": 1, "late": [2], "valid": "mine", "valid_2": None}
    assert merged.beyond(cells) == {"late": [2], "valid_2_2": "mine", "valid_2": None}


@pytest.mark.parametrize(
    "header, names",
    [
        ([], ()),
        (["a", "b"], ("a", "b")),
        ([" a ", "", "  "], ("a", "column_2", "column_3")),
        (["a", "a", "a"], ("a", "a_2", "a_3")),
        (["a", "a_2", "a"], ("a", "a_2", "a_3")),
        (["a", "a", "a_2"], ("a", "a_3", "a_2")),
        (["", "column_1"], ("column_1", "column_1_2")),
    ],
)
def test_names_become_unique(header: list[str], names: tuple[str, ...]) -> None:
    assert unique_names(header) == names


def test_a_great_many_equal_names_take_no_time() -> None:
    assert len(set(unique_names(["a"] * 300_000))) == 300_000
