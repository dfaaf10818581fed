import pytest

from research.ingestion.prefill import suggest_topics
from research.models import Concept, ConceptLabel

pytestmark = pytest.mark.django_db


def concept(slug: str, *words: str) -> None:
    made = Concept.objects.create(slug=slug)
    for place, word in enumerate(words):
        kind = "alternative" if place else "preferred"
        ConceptLabel.objects.create(concept=made, language="en", text=word, kind=kind)


def test_topics_are_what_the_pages_speak_of_and_say_why():
    concept("recruitment-fee", "recruitment fee", "placement fee")
    concept("recruitment-agency", "recruitment agency")
    concept("remittance", "remittance")
    pages = [
        "Recruitment fees in Nepal. Placement fees too. The recruitment agencies of Qatar.",
        "A recruitment fee is paid in Nepal before leaving. An agency: recruitment agency.",
        "Recruitment agencies of Nepal charge recruitment fees.",
    ]

    topics = suggest_topics(pages)

    assert [one.value for one in topics.keywords] == ["recruitment fee", "recruitment agency"]
    assert topics.keywords[0].why == "“recruitment fee” stands on 3 pages, 4 times"
    assert [one.value for one in topics.themes] == ["labour-migration-policies"]
    assert topics.themes[0].why == "“recruitment fee” on 3 pages, “recruitment agency” on 3 pages"
    assert (topics.countries[0].value, topics.countries[0].label) == ("NP", "Nepal")
    assert "8" in [one.value for one in topics.sdgs]


def test_no_text_suggests_nothing():
    assert suggest_topics(["", " "]).themes == ()
