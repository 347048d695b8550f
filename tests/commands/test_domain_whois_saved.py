"""`domain whois --text`: answers of a registry that somebody saved."""

import json

import pytest

from tests.conftest import Osint


def test_whois_reads_a_saved_answer_offline(osint: Osint) -> None:
    saved = osint.folder / "saved.txt"
    saved.write_text(
        "Domain Name: OLD-SHOP.COM\nRegistrar: Cheap Names\nCreation Date: 2020-01-02T03:04:05Z\n"
        "Registrant Name: REDACTED FOR PRIVACY\nRegistrar Abuse Contact Email: abuse@cheap.example\n"
    )
    (row,) = osint.records("domain", "whois", "--text", "saved.txt", "--offline")
    assert (row["domain"], row["created"], row["registrar"]) == ("old-shop.com", "2020-01-02T03:04:05Z", "Cheap Names")
    assert row["emails"] == []
    (row,) = osint.records("domain", "whois", "--text", "-", stdin=saved.read_bytes())
    assert (row["input"], row["registrar"]) == ("old-shop.com", "Cheap Names")


def test_a_saved_answer_says_nothing_about_today(osint: Osint) -> None:
    folder = osint.new_case()
    for name, registrar in (("new.txt", "Cheap Names"), ("old.txt", "Dear Names")):
        (folder / name).write_text(f"Domain Name: OLD-SHOP.COM\nRegistrar: {registrar}\n")
        done = osint("domain", "whois", "--text", name, cwd=folder)
    assert "registrar was 'Cheap Names' on 20" in done.err
    assert "and is 'Dear Names' in old.txt" in done.err
    assert "now" not in done.err


def test_a_saved_answer_that_cannot_be_read_has_empty_lists(osint: Osint) -> None:
    (osint.folder / "saved.txt").write_text("Domain not found.\n")
    done = osint("domain", "whois", "--text", "saved.txt", "-f", "ndjson")
    row = json.loads(done.out)
    assert (done.code, row["status"], row["emails"], row["changes"], row["created"]) == (1, [], [], [], None)


def test_a_saved_answer_that_a_name_is_free_names_it(osint: Osint) -> None:
    (osint.folder / "saved.txt").write_text('No match for "NO-SHOP.COM".\n')
    (row,) = osint.records("domain", "whois", "--text", "saved.txt")
    assert (row["domain"], row["status"]) == ("no-shop.com", ["not registered"])


@pytest.mark.parametrize(
    "text, problem",
    [
        ("WHOIS LIMIT EXCEEDED - try later\n", "the registry refused to answer: WHOIS LIMIT EXCEEDED - try later"),
        (" \n", "the answer of the registry is empty"),
        (
            "% Too many queries are refused\nCreated: 2020-01-02\n",
            "saved.txt does not say which domain it is about; name the domain behind the options",
        ),
    ],
)
def test_a_saved_answer_without_a_domain_says_why(osint: Osint, text: str, problem: str) -> None:
    (osint.folder / "saved.txt").write_text(text)
    (row,) = osint.records("domain", "whois", "--text", "saved.txt", code=1)
    assert (row["input"], row["domain"], row["problem"]) == ("saved.txt", None, problem)


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "iso2022_jp"])
def test_a_saved_answer_in_japanese(osint: Osint, encoding: str) -> None:
    text = "[Domain Name] POLICE.JP\n\n[登録者名] 株式会社\n[Registrant] Police Inc.\n\n"
    text += "[登録年月日] 2001/05/09\n[有効期限] 2027/05/31\n[最終更新] 2026/06/01 01:05:09 (JST)\n"
    (osint.folder / "saved.txt").write_bytes(text.encode(encoding))
    (row,) = osint.records("domain", "whois", "--text", "saved.txt")
    assert (row["domain"], row["registrant"]) == ("police.jp", "Police Inc.")
    assert (row["created"], row["expires"], row["updated"]) == ("2001-05-09", "2027-05-31", "2026-05-31T16:05:09Z")
