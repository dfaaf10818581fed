"""Other words for the same: found in any language, ranked below the words typed, told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from research.models import Concept
from research.search import Criteria, Results, find, thesaurus
from tests.factories import (
    ConceptFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    UserFactory,
)
from tests.factories.partners import MembershipFactory

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]


def titles(results: Results) -> list[str]:
    return [hit.output.title for hit in results.hits]


@pytest.fixture
def fees() -> Concept:
    concept: Concept = ConceptFactory(
        en=["recruitment fee", "recruitment cost"], ne=["भर्ती शुल्क"], hi=["भर्ती शुल्क"]
    )
    return concept


def test_english_question_finds_the_nepali_brief_below_the_english_one(
    catch_up: CatchUp, fees: Concept
) -> None:
    OutputFactory(title="भर्ती शुल्क र ऋण", language="ne")
    OutputFactory(title="Recruitment fees in Nepal")
    OutputFactory(title="Unrelated")
    catch_up()

    results = find(Criteria(text="Recruitment fees"))

    assert titles(results) == ["Recruitment fees in Nepal", "भर्ती शुल्क र ऋण"]
    assert [(word.text, word.language) for word in results.also_searched] == [
        ("recruitment cost", "en"),
        ("भर्ती शुल्क", "hi"),
    ]


def test_nepali_question_finds_the_english_report(catch_up: CatchUp, fees: Concept) -> None:
    OutputFactory(title="Recruitment fees in Nepal")
    catch_up()

    assert titles(find(Criteria(text="भर्ती शुल्क"))) == ["Recruitment fees in Nepal"]


def test_reader_can_do_without(catch_up: CatchUp, fees: Concept) -> None:
    OutputFactory(title="भर्ती शुल्क र ऋण", language="ne")
    catch_up()

    results = find(Criteria(text="recruitment fees", with_thesaurus=False))

    assert results.count == 0
    assert results.also_searched == ()


def test_quoted_words_are_meant_as_they_stand(catch_up: CatchUp, fees: Concept) -> None:
    OutputFactory(title="भर्ती शुल्क र ऋण", language="ne")
    catch_up()

    assert find(Criteria(text='"recruitment fees"')).count == 0


def test_longest_words_win(catch_up: CatchUp, fees: Concept) -> None:
    ConceptFactory(en=["recruitment"], ta=["ஆட்சேர்ப்பு"])
    catch_up()

    also = find(Criteria(text="high recruitment fees abroad")).also_searched

    assert [word.text for word in also] == ["recruitment cost", "भर्ती शुल्क"]


def test_abbreviation_leads_to_the_name_and_back(catch_up: CatchUp) -> None:
    ConceptFactory(en=["Sri Lanka Bureau of Foreign Employment"], abbreviations=["SLBFE"])
    OutputFactory(title="The Sri Lanka Bureau of Foreign Employment at work")
    OutputFactory(title="SLBFE yearbook")
    catch_up()

    assert find(Criteria(text="slbfe")).count == 2
    assert find(Criteria(text="Sri Lanka Bureau of Foreign Employment")).count == 2


def test_abbreviation_that_is_a_word_too_is_known_by_its_letters_only(catch_up: CatchUp) -> None:
    ConceptFactory(en=["eMigrate system"], abbreviations=["eMigrate"])
    OutputFactory(title="Emigration from Kerala")
    catch_up()

    assert find(Criteria(text="eMigrate system")).also_searched == ()
    assert find(Criteria(text="emigration")).also_searched == ()
    assert [w.text for w in find(Criteria(text="emigrate")).also_searched] == ["eMigrate system"]


def test_page_that_says_it_in_other_words_is_shown_with_them_marked(
    catch_up: CatchUp, fees: Concept
) -> None:
    document = DocumentFactory(output__language="ne")
    DocumentPageFactory(document=document, number=3, text="भर्ती शुल्क तिर्न ऋण लिइन्छ।")
    catch_up()

    (hit,) = find(Criteria(text="recruitment fees")).hits

    assert [page.number for page in hit.pages] == [3]
    assert hit.pages[0].snippet == "<mark>भर्ती</mark> <mark>शुल्क</mark> तिर्न ऋण लिइन्छ।"


def test_part_of_other_words_is_not_marked(catch_up: CatchUp) -> None:
    ConceptFactory(en=["remittance", "money sent home"])
    OutputFactory(title="Remittances", summary="Remittances bring a home. Money sent home helps.")
    catch_up()

    (hit,) = find(Criteria(text="remittances")).hits

    assert hit.snippet == (
        "<mark>Remittances</mark> bring a home. "
        "<mark>Money</mark> <mark>sent</mark> <mark>home</mark> helps."
    )


def test_what_staff_write_counts_from_the_next_question_on(
    catch_up: CatchUp, fees: Concept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thesaurus, "EVERY", 0)
    OutputFactory(title="Placement money")
    catch_up()
    assert find(Criteria(text="recruitment fee")).count == 0

    label = fees.labels.create(language="en", text="placement money")
    found = find(Criteria(text="recruitment fee")).count
    label.text = "placement charge"
    label.save()
    changed = find(Criteria(text="recruitment fee")).count
    label.delete()

    assert (found, changed) == (1, 0)
    also = find(Criteria(text="recruitment fee")).also_searched
    assert "placement charge" not in [word.text for word in also]


def test_switch_is_part_of_the_address() -> None:
    criteria = Criteria.parse(QueryDict("q=fees&thesaurus=off"))

    assert criteria == Criteria(text="fees", with_thesaurus=False)
    assert criteria.query_string() == "q=fees&thesaurus=off"
    assert Criteria.parse(QueryDict("thesaurus=on")) == Criteria()


def test_page_tells_what_was_also_searched_and_how_to_do_without(
    client: Client, catch_up: CatchUp, fees: Concept
) -> None:
    catch_up()

    html = client.get("/search/?q=recruitment+fee").content.decode()
    literal = client.get("/search/?q=recruitment+fee&thesaurus=off").content.decode()

    assert "“<bdi>recruitment cost</bdi>”" in html
    assert '“<bdi lang="hi" dir="ltr">भर्ती शुल्क</bdi>”' in html
    off = "/search/?q=recruitment+fee&amp;thesaurus=off"
    assert f'<a href="{off}">Search only my words</a>' in html
    assert '<input type="hidden" name="thesaurus" value="off" form="find">' in literal
    assert '<a href="/search/?q=recruitment+fee">Search other words' in literal


def test_editor_of_the_hub_finds_a_concept_by_any_of_its_words(
    client: Client, fees: Concept, settings: Any
) -> None:
    settings.AUTHENTICATION_BACKENDS = ["partners.sign_in.MembershipBackend"]
    editor = UserFactory()
    MembershipFactory(user=editor, of_the_hub=True)
    client.force_login(editor)
    ConceptFactory(slug="kafala", en=["kafala"])

    html = client.get("/admin/research/concept/?q=भर्ती").content.decode()
    form = client.get(f"/admin/research/concept/{fees.pk}/change/").content.decode()

    assert fees.slug in html
    assert "kafala" not in html
    assert 'value="भर्ती शुल्क"' in form
