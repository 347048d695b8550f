"""Each red flag is seen in a text that bears it, and not in one that is like it and does not."""

import time

import pytest

from osint_kit.profiles.advert import LONGEST
from osint_kit.profiles.flags_rules import EvidenceGrade, own_rules
from osint_kit.profiles.flags_text import flags_of, read

PAIRS = {
    "fee": (
        "Pay the $50 registration fee to your agent first",
        "There is no registration fee and we never charge for visas",
    ),
    "seasonal_private": (
        "PALM scheme: pick fruit in Australia, call +679 999 1234",
        "PALM scheme: ask at the office in Suva",
    ),
    "official": (
        "On behalf of the Ministry of Employment, WhatsApp +679 999 1234",
        "Ministry of Employment, +679 331 2345",
    ),
    "high_pay": ("Cook wanted, AUD 4,500 per week", "Cook wanted, AUD 950 per week"),
    "no_experience_high_pay": ("No experience needed, USD 7000 a month", "No experience needed, USD 700 a month"),
    "vague": ("Various positions with a reputable company, inbox for details", "Two carpenters for Naidu Builders"),
    "all_paid": ("Free flight ticket and free accommodation", "Workers buy their ticket; accommodation at 40 a week"),
    "scam_compound": ("Customer service staff for Myawaddy", "Customer service staff for Labasa"),
    "tourist_visa": (
        "You go on a tourist visa and get the work visa after arrival",
        "The work visa is ready before you fly",
    ),
    "passport": ("Hand over your passport to the agent", "Your passport must be valid for six months"),
    "debt": ("The ticket is deducted from your wages", "Nothing is taken, no deductions from wages"),
    "no_contract": ("No contract, start tomorrow", "You sign the contract in Suva"),
    "no_interview": ("Direct hiring, no interview", "Interview on Monday at the office"),
    "urgency": ("Only 5 slots left, apply now", "Applications until the end of June"),
    "moves_app": ("Message me on WhatsApp", "Write to the office in Lautoka"),
    "only_app": ("Jobs in New Zealand! https://wa.me/6799991234", "Jobs! https://wa.me/6799991234 or www.tmr.com.fj"),
    "webmail": ("Pacific Recruitment Ltd, pacificjobs@gmail.com", "Pacific Recruitment Ltd, hr@tmr.com.fj"),
    "look_alike": ("Apply at https://faceb00k.com/jobs", "Apply at https://facebook.com/jobs"),
    "no_address": ("Island Agency: jobs for you", "Island Agency, 12 Main Street, Suva: jobs for you"),
    "personal_questions": ("Single ladies only, age 18 - 25", "Anybody who can weld"),
    "country_differs": ("Work in Suva, call +678 591 2345", "Work in Suva, call +679 999 1234"),
    "obscured_number": ("call nine nine nine 1 2 3 4", "call 999 1234"),
    "youth": ("Young ladies for the bar", "Ladies and gentlemen for the bar"),
    "ethnicity": ("Exotic girls and Fijian ladies", "Fijian coffee and rum"),
    "trust": ("100% legit, trust me", "Member of the chamber of commerce"),
    "romance": ("My love, there is a gift parcel for you at customs", "Love your work? We do"),
    "age_under_23": ("I am 19 years old", "I am 29 years old"),
    "movement": ("New in town, leaving soon", "In business since 1990"),
    "screening": ("Screening required, serious gentlemen", "No appointment required"),
}
OF_SEVERAL = {"shared_contact", "place_changes", "young_domain", "hidden_holder", "pictures"}
"""Flags of several texts, of findings, and of pictures, which nobody reads."""


def codes(text: str, region: str | None = "FJ") -> set[str]:
    return {flag.rule.code for flag in flags_of(read(text, region))}


def test_every_flag_has_its_pair() -> None:
    assert set(PAIRS) | OF_SEVERAL == set(own_rules())


@pytest.mark.parametrize("code", PAIRS)
def test_a_flag_is_seen_where_it_is_and_not_where_it_is_not(code: str) -> None:
    bears, innocent = PAIRS[code]
    assert code in codes(bears)
    assert code not in codes(innocent)


def test_what_was_tested_and_failed_is_told_apart() -> None:
    failed = {code for code, rule in own_rules().items() if not rule.shown}
    assert failed == {"age_under_23", "movement", "screening", "pictures"}
    found = list(flags_of(read("New in town! Only 2 slots left")))
    assert {(flag.rule.code, flag.rule.shown) for flag in found} == {("movement", False), ("urgency", True)}


def test_the_four_that_were_tested_and_held() -> None:
    held = {code for code, rule in own_rules().items() if rule.evidence_grade is EvidenceGrade.HELD}
    assert held == {"obscured_number", "youth", "ethnicity", "trust"}


def test_every_rule_says_its_source_and_its_innocent_reading() -> None:
    for rule in own_rules().values():
        assert rule.source, rule.code
        assert len(rule.innocent) > 20, rule.code


HONEST = """Naidu Builders Pte Ltd, 14 Vitogo Parade, Lautoka, is looking for two carpenters and a welder.
Trade certificate and three years of work needed. FJD 8.50 an hour, 45 hours, contract for one year.
Write to jobs@naidubuilders.com.fj or call the office on 666 1234 by 30 June. No fees are asked."""


def test_an_honest_advertisement_bears_none() -> None:
    assert codes(HONEST) == set()


def test_a_flag_says_where_it_stands_and_how_often() -> None:
    text = "Jobs!\r\nUrgent: pay the visa fee. Urgent!"
    flags = {flag.rule.code: flag for flag in flags_of(read(text))}
    urgent = flags["urgency"]
    assert text[urgent.start : urgent.end] == "Urgent"
    assert urgent.times == 2
    assert urgent.excerpt == "Jobs! Urgent: pay the visa fee. Urgent!"


def test_what_is_missing_stands_nowhere() -> None:
    (flag,) = [flag for flag in flags_of(read("Island Agency: jobs")) if flag.rule.code == "no_address"]
    assert (flag.excerpt, flag.start, flag.end) == ("", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "ＰＡＹ　ＴＨＥ　ＶＩＳＡ　ＦＥＥ",
        "p\u200bay the visa f\u200bee",
        "pay the visa f\u0435\u0435",
        "𝐩𝐚𝐲 𝐭𝐡𝐞 𝐯𝐢𝐬𝐚 𝐟𝐞𝐞",
        "Páy thé vísa féé",
        "PAY\nVISA\nFEE",
    ],
)
def test_disguised_words_are_read(text: str) -> None:
    assert "fee" in codes(text)


@pytest.mark.parametrize(
    "piece",
    [
        "fee visa registration ",
        "pay a b c ",
        "+6",
        "@a",
        "a.",
        "a@",
        "$1",
        "one ",
        "Aa ",
        "https://",
        "\u202e\x00",
        "\n",
        "x",
    ],
)
def test_a_long_text_of_malice_takes_seconds(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    begun = time.monotonic()
    list(flags_of(read(text, "FJ")))
    assert time.monotonic() - begun < 60  # the slowest takes 13 s on a busy machine, and a blow-up takes for ever


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00" * 100, "🙂" * 1000, "١٢٣٤٥٦٧"])
def test_odd_texts_bear_nothing(text: str) -> None:
    assert codes(text) == set()
