"""What a found page says of its owner, and where it stands; pages and documents that say nothing of the kind."""

import json

import pytest

from osint_kit.accounts.answers import Answer
from osint_kit.accounts.page_facts import page_facts
from osint_kit.accounts.variants import variants
from osint_kit.identifiers import Identifier, Kind

URL = "https://forum.example/u/sefa"


def said(body: str) -> list[tuple[str, object, str]]:
    return [(fact.property, fact.value, fact.read_from) for fact in page_facts(Answer("sefa", 200, body, url=URL))]


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


PERSON = {"@type": "Person", "name": "Sefa V.", "description": "Jobs abroad", "image": {"url": "/sefa.png"}}


@pytest.mark.parametrize(
    "value",
    [
        PERSON,
        [{"@type": "WebSite", "name": "Forum"}, PERSON],
        {"@graph": [{"@type": "BreadcrumbList"}, PERSON]},
        {"@type": "ProfilePage", "mainEntity": PERSON},
        {**PERSON, "@type": ["Person", "Organization"]},
    ],
)
def test_linked_data(value: object) -> None:
    assert said(linked(value)) == [
        ("display_name", "Sefa V.", "JSON-LD name"),
        ("bio", "Jobs abroad", "JSON-LD description"),
        ("picture", "https://forum.example/sefa.png", "JSON-LD image"),
    ]


def test_when_the_owner_joined_is_that_of_a_person_alone() -> None:
    page = {"@type": "ProfilePage", "dateCreated": "2026-11-03", "mainEntity": PERSON}
    assert ("joined", "2026-11-03", "JSON-LD dateCreated") in said(linked(page))
    assert said(linked({**page, "mainEntity": {"@type": "Article", "name": "News"}})) == []


def test_head_card_and_links() -> None:
    page = (
        '<title>Sefa</title><meta property="og:image" content="https://forum.example/s.png">'
        '<meta property="profile:first_name" content="Sefa"><meta property="profile:last_name" content="V.">'
        '<div class="h-card"><span class="p-note">WhatsApp +679 999 1234</span></div>'
        '<a rel="me nofollow" href="https://island-jobs.example">site</a>'
    )
    found = {(what, value) for what, value, _ in said(page)}
    assert found >= {
        ("display_name", "Sefa V."),
        ("picture", "https://forum.example/s.png"),
        ("bio", "WhatsApp +679 999 1234"),
        ("title", "Sefa"),
    }
    links = [fact for fact in page_facts(Answer("sefa", 200, page, url=URL)) if fact.read_from == "rel=me"]
    assert [fact.object for fact in links] == [Identifier(Kind.URL, "https://island-jobs.example/")]
    assert all(fact.excerpt for fact in links)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "[1]",
        "<script type='application/ld+json'>{not json</script>",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        linked({"@type": "Organization", "name": "Shop"}),
        linked([1, None, "x"]),
        "<div class=h-card>",
        "<meta property=og:title>",
        "\x00<\xff",
    ],
)
def test_pages_that_say_nothing_of_a_person(body: str) -> None:
    assert said(body) == []


def test_variants_are_others_and_marked() -> None:
    made = variants("sefa.jobs679")
    assert {variant.handle for variant in made} >= {"sefajobs679", "sefa_jobs679", "sefa-jobs679", "sefa.jobs"}
    assert {variant.how for variant in made} <= {"separators", "digits", "diacritics"}
    assert "sefa.jobs679" not in {variant.handle.casefold() for variant in made}
    assert ("Etuate", "diacritics") in variants("Étuaté")
    assert variants("a") == []
    assert variants("SEFA") == variants("sefa") or all(v.handle.casefold() != "sefa" for v in variants("SEFA"))
