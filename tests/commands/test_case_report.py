"""`osint case report`: one file in the case, a line of the ledger, and the path on stdout."""

import json

from tests.conftest import Osint
from tests.reports import made


def test_a_report_of_a_case(osint: Osint) -> None:
    case = made.small(osint.folder / "case")
    done = osint("case", "report", "--case", "case", "-f", "json")
    assert done.code == 0, done.err
    (row,) = json.loads(done.out)
    (path,) = (case.folder / "reports").iterdir()
    assert row["path"] == str(path)
    assert row["size"] == path.stat().st_size
    assert (row["findings"], row["records"]) == (len(made.ordinary()), 2)
    assert row["head"] == case.head()
    assert "meletui_nadi" not in path.read_text("utf-8")
    assert osint("case", "verify", "case", "--head", row["head"]).code == 0


def test_with_protected_says_so(osint: Osint) -> None:
    case = made.small(osint.folder / "case", simulated=True)
    done = osint("case", "report", "--case", "case", "--with-protected")
    assert done.code == 0
    assert "hand it on only where that is allowed" in done.err
    assert "stamped as training" in done.err
    (path,) = (case.folder / "reports").iterdir()
    assert "meletui_nadi" in path.read_text("utf-8")


def test_without_a_case(osint: Osint) -> None:
    done = osint("case", "report")
    assert done.code == 2
    assert "no case here" in done.err


def test_a_report_of_a_real_exercise(trained: Osint) -> None:
    trained.new_case("case", "--jurisdiction", "FJ")
    built = trained("profile", "build", "+6799991234", "--name", "X", "--case", "case", "-q")
    assert built.code == 0, built.err
    assert trained("case", "report", "--case", "case", "-q").code == 0
    (path,) = (trained.folder / "case" / "reports").iterdir()
    text = path.read_text("utf-8")
    assert "TRAINING" in text
    assert "+6799991234" in text
