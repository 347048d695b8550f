"""`osint profile flags`: advertisements as files, items and columns; in a case; and the newest profile's flags."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Osint

ADVERT = "Urgent jobs in Suva! Pay the $50 visa fee, call +679 999 1234.\nNew in town."


def ndjson(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_file(osint: Osint) -> None:
    (osint.folder / "advert.txt").write_text(ADVERT)
    done = osint("profile", "flags", "--text", "advert.txt", "-f", "ndjson")
    assert done.code == 0
    rows = ndjson(done.out)
    assert [(row["what"], row["value"]) for row in rows] == [
        ("money", "$50"),
        ("phone", "+6799991234"),
        ("flag", "fee"),
        ("flag", "urgency"),
    ]
    assert {row["input"] for row in rows} == {"advert.txt"}
    assert ADVERT[rows[2]["start"] : rows[2]["end"]] == "Pay the $50 visa"
    assert "reliefweb.int" in rows[2]["source"]
    assert rows[2]["innocent"]
    assert "a count means little" in done.err
    assert "no flag: words of movement" in done.err


def test_html_and_several_files(osint: Osint) -> None:
    (osint.folder / "a.html").write_text("<p>Pay the visa <b>fee</b></p><script>urgent</script>")
    (osint.folder / "b.txt").write_bytes(b"Urgent\r\nhiring")
    done = osint("profile", "flags", "--text", "a.html", "--text", "b.txt", "--text", "none.txt", "-f", "ndjson")
    assert done.code == 1
    rows = ndjson(done.out)
    assert [(row["input"], row["value"], row["problem"]) for row in rows] == [
        ("a.html", "fee", None),
        ("b.txt", "urgency", None),
        ("none.txt", None, "No such file or directory"),
    ]


def test_items_from_a_pipe(osint: Osint) -> None:
    done = osint("profile", "flags", stdin="visa fee\nnothing\n", extra={})
    assert done.code == 0
    assert done.out.splitlines()[1].startswith("visa fee,flag,fee,")
    assert "no contact, no money and no flag was read" in done.out


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "ndjson", "xlsx"])
def test_a_column_of_texts_in_every_format(osint: Osint, suffix: str) -> None:
    (osint.folder / "in.csv").write_text(
        'id,text\n1,"Pay the visa fee, +679 999 1234"\n2,"Work as a cook in our hotel"\n'
    )
    done = osint("profile", "flags", "-i", "in.csv", "-o", f"out.{suffix}")
    assert done.code == 0, done.err
    assert (osint.folder / f"out.{suffix}").stat().st_size > 100
    if suffix == "ndjson":
        rows = ndjson((osint.folder / "out.ndjson").read_text())
        assert [(row["id"], row["what"]) for row in rows] == [("1", "phone"), ("1", "flag"), ("2", None)]


def test_what_several_texts_say_together(osint: Osint) -> None:
    texts = ["Sunrise Agency: work in Dubai, +679 999 1234", "Pacific Jobs Ltd: work in Qatar, +679 999 1234"]
    done = osint("profile", "flags", "-f", "ndjson", stdin="\n".join(texts))
    found = {row["value"]: row for row in ndjson(done.out) if row["what"] == "flag"}
    assert found["shared_contact"]["excerpt"] == "+6799991234 in 2 texts: Sunrise Agency; Pacific Jobs Ltd"
    assert found["place_changes"]["excerpt"] == "+6799991234 in 2 texts: AE; QA"


def test_in_a_case_the_text_is_kept_and_its_contacts_are_findings(osint: Osint) -> None:
    case = osint.new_case()
    (osint.folder / "advert.txt").write_text(ADVERT)
    done = osint("profile", "flags", "--text", "advert.txt", "--case", "case")
    assert done.code == 0, done.err
    (run,) = (case / "runs").iterdir()
    (found,) = [row for row in ndjson((run / "findings.ndjson").read_text()) if row["property"] == "advertised_in"]
    assert found["subject"] == {"kind": "phone", "value": "+6799991234"}
    assert found["value"]["text"] == ADVERT
    assert osint("case", "verify", "--case", "case").code == 0
    assert "fee" not in (run / "open.json").read_text()
    (replayed,) = json.loads(osint("case", "replay", "--case", "case", "-f", "json").out)
    assert (replayed["same"], replayed["problem"]) == (1, None)


def test_a_folder_of_words(osint: Osint) -> None:
    (osint.folder / "words").mkdir()
    (osint.folder / "words" / "bi.toml").write_text('language = "bi"\n[fee]\nphrases = ["pem vatu"]\n')
    done = osint("profile", "flags", "yu mas pem vatu fastaem", "--words", "words", "-f", "ndjson")
    assert [row["value"] for row in ndjson(done.out)] == ["fee"]
    listed = osint("profile", "flags", "--list", "-f", "ndjson", extra={"OSINT_FLAG_WORDS": "words"})
    assert ndjson(listed.out)[0]["languages"] == ["bi", "en"]


@pytest.mark.parametrize(
    "words, says",
    [
        (["x y", "--text", "a.txt"], "items and --text together"),
        (["x y", "--words", "none"], "is no folder"),
        (["x y", "--region", "XX"], "XX"),
        ([], "no case here"),
    ],
)
def test_what_cannot_be_used(osint: Osint, words: list[str], says: str) -> None:
    done = osint("profile", "flags", *words)
    assert done.code == 2
    assert says in done.err


def test_the_flags_of_the_newest_profile(osint: Osint) -> None:
    case = osint.new_case()
    done = osint("profile", "flags", "--case", "case")
    assert (done.code, "no profile in this case" in done.err) == (2, True)
    (case / "profiles").mkdir()
    flag = {"flag": "fee", "title": "t", "about": {"kind": "phone", "value": "+1"}, "findings": ["a", "b"]}
    profile = {"subject": {}, "flags": [flag]}
    Path(case / "profiles" / "subject-1.json").write_text(json.dumps(profile))
    done = osint("profile", "flags", "--case", "case", "-f", "ndjson")
    (row,) = ndjson(done.out)
    assert (row["flag"], row["value"], row["findings"]) == ("fee", "+1", ["a", "b"])
