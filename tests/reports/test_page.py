"""The page itself: its policy, its links, what it says, and what it leaves out."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.verify import verify
from osint_kit.commands import verify_case
from osint_kit.errors import UsageError
from osint_kit.reports.writing import write_report
from tests.cases.verified import problems
from tests.reports import made

SECRETS = ("meletui_nadi", "Mele Tui")
"""The handle of the victim in the small case, and a name that only her account bears."""


class Reader(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def written(case: Case, protected: bool = False) -> str:
    return write_report(case, "Ana", protected).path.read_text("utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(made.hostile(tmp_path_factory.mktemp("hostile") / "case", 600))


def test_it_says_what_the_case_says(tmp_path: Path) -> None:
    text = written(made.small(tmp_path / "case"))
    for part in (
        "Island Jobs recruiter",
        "Sefa V.",
        "No name here is known to be the real one",
        "hxxps://bit[.]ly/island-jobs-2026",
        "TLP:AMBER",
        "Transnational Crime Unit, FJ",
        "asks for money",
        "<b>2</b> accounts found, 2 not tied to the subject",
        '<span class="chip">not tied to the subject</span>',
        "Absent on 1 site, 2 handles asked for there",
        "[victim 1]",
        "suspect",
        "osint case verify --head",
        "a link shortener",
        "same-phone",
    ):
        assert part in text, part
    assert "TRAINING" not in text


def test_a_training_case_is_stamped(tmp_path: Path) -> None:
    text = written(made.small(tmp_path / "case", simulated=True))
    assert text.count("TRAINING") >= 3
    assert "TLP:AMBER · TRAINING, NO EVIDENCE" in text


def test_a_victim_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    case = made.small(tmp_path / "case")
    text = written(case)
    assert not [secret for secret in SECRETS if secret in text]
    kept = [finding for finding in made.ordinary() if SECRETS[0] in str(finding.to_record())]
    assert kept
    for finding in kept:
        assert finding.id not in text, "an id can be guessed from its parts"
    full = written(case, protected=True)
    assert not [secret for secret in SECRETS if secret not in full]
    assert "NAMES PROTECTED PERSONS" in full


def test_every_address_in_it_leads_to_the_page_itself(hostile: str) -> None:
    ids = {attrs["id"] for _, attrs in Reader(hostile).tags if "id" in attrs}
    for tag, attrs in Reader(hostile).tags:
        for name, value in attrs.items():
            assert name not in ("src", "action", "style", "srcset", "background", "data", "ping"), (tag, name)
            assert not name.startswith("on"), (tag, name)
            if name == "href":
                assert value
                assert value.startswith("#")
                assert value[1:] in ids, value
    assert len(ids) == len(re.findall(r'\sid="', hostile)), "an id stands twice"


def test_only_the_tags_of_the_templates_are_in_it(hostile: str) -> None:
    tags = {tag for tag, _ in Reader(hostile).tags}
    assert not tags & {"img", "iframe", "object", "embed", "form", "link", "base", "video", "audio", "foreignobject"}
    assert [tag for tag, _ in Reader(hostile).tags].count("script") == 1
    assert [tag for tag, _ in Reader(hostile).tags].count("style") == 1


def test_the_policy_allows_the_very_script_and_style_and_nothing_else(hostile: str) -> None:
    (policy,) = [a["content"] for t, a in Reader(hostile).tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", hostile, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_no_control_and_no_bidi_character_is_in_it(hostile: str) -> None:
    body = hostile.partition("</style>")[2]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", body)
    assert "\\u202e" in body


def test_the_ledger_vouches_for_it_and_the_case_still_holds(tmp_path: Path) -> None:
    case = made.small(tmp_path / "case")
    before = case.head()
    first, second = write_report(case, "Ana"), write_report(case, "Ana")
    assert first.path != second.path
    assert before in first.path.read_text("utf-8")
    last = list(case.entries())[-1]
    assert (last.action, last.ref) == (ledger.REPORT, f"reports/{second.path.name}")
    assert last.sha256 == hashlib.sha256(second.path.read_bytes()).hexdigest()
    assert (verify(case.folder).problems, verify(case.folder).notes) == ((), ())
    second.path.write_bytes(second.path.read_bytes().replace(b"Sefa V.", b"Mele T."))
    (note,) = verify(case.folder).notes
    assert note == f"reports/{second.path.name} was changed after it was written"
    assert problems(case.folder) == ()
    assert verify_case.notes == [note]
    first.path.unlink()
    assert verify(case.folder).problems == ()


def test_a_case_without_a_profile(tmp_path: Path) -> None:
    case = made.make_case(tmp_path / "case")
    assert "No profile has been built" in written(case)
    made.fill(case, made.ordinary())
    assert "hxxps://island-jobs[.]example/form" in written(case)


def test_a_profile_with_nothing_in_it(tmp_path: Path) -> None:
    case = made.make_case(tmp_path / "case")
    made.store(case, {"format": 1, "subject": {"name": None, "seeds": []}})
    assert "No source contradicts another" in written(case)


def test_a_profile_that_is_none_is_named(tmp_path: Path) -> None:
    case = made.make_case(tmp_path / "case")
    made.store(case, {"format": 1})
    with pytest.raises(UsageError, match=r"subject-1\.json is not readable"):
        write_report(case, "Ana")


def test_two_subjects_are_told_apart(tmp_path: Path) -> None:
    case = made.small(tmp_path / "case")
    made.store(case, made.profile_of(made.ordinary(), [made.PHONE], "Second"), 2)
    text = written(case)
    assert "Subject 2" in text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_more_than_three_hundred_identifiers(tmp_path: Path) -> None:
    text = written(made.wide(tmp_path / "case", 340))
    assert "The nearest 300 identifiers are drawn; 40 more" in text
