"""A record counts what topic and place make together, and says why."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.ingestion.records import IncomingOutput, IncomingPerson
from research.ingestion.relevance import SOUTH_ASIA, Judge, Rules, judge_of
from research.ingestion.relevance.vocabulary import vocabulary
from tests.factories.thesaurus import ConceptFactory

JUDGED = Path(__file__).parents[3] / "samples" / "relevance" / "judged.csv"
LABELS = {
    "migrant-worker": [("migrant worker", "en"), ("आप्रवासी कामदार", "ne")],
    "remittance": [("remittance", "en")],
    "labour-migration": [("labour migration", "en")],
}
RULES = Rules(
    concepts=tuple(LABELS),
    keywords=("migrant",),
    countries=("NP", "BD"),
    destinations=("QA", "AE", "SA"),
    unwanted=("bird migration",),
)
#: What hypothesis makes titles and abstracts of.
WORDS = (
    "remittances migrant workers labor migration Nepal Dhaka Qatar Gulf Finland cost of the "
    "Indian Ocean bird नेपाल households"
).split()


def judge(rules: Rules = RULES) -> Judge:
    return Judge(rules, vocabulary(rules, LABELS))


def article(title: str, **more: object) -> IncomingOutput:
    return IncomingOutput(title=title, **more)  # type: ignore[arg-type]


def test_topic_and_place_in_the_title_are_taken_and_say_why():
    verdict = judge().of(article("Remittances to Nepal", abstract="What remittances pay for."))

    assert (verdict.is_taken, verdict.score, verdict.topic, verdict.place) == (True, 75, 80, 70)
    assert verdict.reasons == [
        "75 of 100, needed 55",
        "topic: “remittance” in the title, in the abstract",
        "country: “Nepal” in the title",
    ]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (article("Remittances in Mexico"), "nothing about the place"),
        (article("Rivers of Nepal"), "nothing about the topic"),
    ],
)
def test_one_side_alone_is_never_enough(record, reason):
    verdict = judge(replace(RULES, threshold=0)).of(record)

    assert (verdict.is_taken, verdict.score) == (False, 0)
    assert reason in verdict.reasons


def test_people_and_towns_stand_for_their_country_once():
    verdict = judge().of(article("Bangladeshi migrants", abstract="Dhaka. Dhaka."))

    assert [str(fact) for fact in verdict.facts] == [
        "word: “migrant” in the title",
        "country: “Bangladesh” in the title, in the abstract 2 times",
    ]


def test_american_spelling_is_the_same_word():
    assert judge().of(article("Labor migration of Nepalis")).is_taken


def test_words_of_other_scripts_count():
    verdict = judge().of(article("नेपालका आप्रवासी कामदार", language="ne"))

    assert (verdict.topic, verdict.place) == (70, 70)


def test_a_country_people_go_to_counts_for_less():
    at_home, abroad = (
        judge().of(article(f"Migrant workers in {place}")).place for place in ("Nepal", "Qatar")
    )

    assert (at_home, abroad) == (70, 42)


@pytest.mark.parametrize("title", ["Migrants of the Indian Ocean", "Migrants of the Gulf of Aden"])
def test_a_name_inside_another_name_is_no_place(title):
    assert judge(replace(RULES, countries=("IN",))).of(article(title)).place == 0


def test_a_place_counts_half_where_the_title_is_about_another():
    verdict = judge().of(article("Immigrants in Finland", abstract="Some came from Nepal."))

    assert verdict.place == 18
    assert "another place, so that mentions count half: “Finland” in the title" in verdict.reasons


def test_a_place_of_ours_in_the_title_counts_in_full_beside_another():
    verdict = judge().of(article("Migrants from Nepal in Finland", abstract="Nepal."))

    assert verdict.place == 80
    assert "Finland" not in " ".join(verdict.reasons)


def test_an_unwanted_word_leaves_a_record_whatever_else_it_says():
    verdict = judge().of(article("Bird migration and migrant workers in Nepal"))

    assert (verdict.is_taken, verdict.score) == (False, 0)
    assert verdict.reasons[1] == "word that is not wanted: “bird migration” in the title"


def test_the_name_of_a_journal_is_no_place():
    verdict = judge().of(article("Migrants", container="Nepal Journal of Labour Migration"))

    assert verdict.place == 0
    assert [fact.word for fact in verdict.facts] == ["migrant", "labour migration"]


def test_what_the_source_classifies_itself_counts_most():
    verdict = judge().of(article("A report", themes=("gender-and-migration",), countries=("NP",)))

    assert (verdict.topic, verdict.place) == (80, 80)


def test_work_of_a_named_institution_is_about_the_place():
    rules = replace(RULES, affiliations=("Centre for the Study of Labour and Mobility",))
    by = "Center for the Study of Labor and Mobility, Kathmandu"

    of_institutions = judge(rules).of(article("Remittances", institutions=(by,)))
    of_people = judge(rules).of(
        article("Remittances", people=(IncomingPerson(by, is_institution=True),))
    )

    assert (of_institutions.place, of_people.place) == (80, 80)


def test_a_source_without_rules_takes_all():
    verdict = judge(Rules()).of(article("Arctic warming"))

    assert verdict.is_taken
    assert verdict.reasons == ["The source has no rules: all of it is taken."]


def test_a_source_that_asks_for_a_topic_only_asks_for_no_place():
    verdict = judge(Rules(keywords=("remittance",))).of(article("Remittances in Mexico"))

    assert (verdict.is_taken, verdict.score, verdict.place) == (True, 70, None)


@pytest.mark.django_db
def test_words_of_the_thesaurus_are_read_for_the_rules():
    ConceptFactory(slug="remittance", en=["remittance", "money sent home"])
    rules = Rules(concepts=("remittance",), countries=("NP",))

    verdict = judge_of(rules).of(article("Money sent home to Nepal"))

    assert [fact.word for fact in verdict.facts] == ["remittance", "Nepal"]


def test_rules_are_read_as_they_were_kept():
    assert Rules.read(SOUTH_ASIA.to_keep()) == SOUTH_ASIA
    assert Rules.read({}) == Rules()
    assert Rules.read({"threshold": 400, "keywords": "no list"}) == Rules(threshold=100)


def test_articles_judged_by_a_person_are_told_apart_by_their_titles():
    """Of the 50 that concern us and the 50 that do not, by title and journal alone."""
    rules = replace(SOUTH_ASIA, concepts=(), keywords=(*SOUTH_ASIA.keywords, *TOPICS))
    known = Judge(rules, vocabulary(rules, {}))
    counts = {"yes": [0, 0], "no": [0, 0]}
    with JUDGED.open(newline="") as file:
        for row in csv.DictReader(file):
            verdict = known.of(article(row["title"], container=row["journal"]))
            counts[row["concerns_us"]][verdict.is_taken] += 1

    assert counts == {"yes": [24, 27], "no": [46, 3]}


TOPICS = (
    "migration", "migrant worker", "labour migration", "remittance", "return migrant", "returnee",
    "internal migration", "left-behind children", "brain drain", "migration governance",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(title=texts, abstract=texts)
def test_points_stay_within_their_bounds(title, abstract):
    verdict = judge().of(article(title, abstract=abstract))

    assert 0 <= verdict.score <= 100
    assert verdict.is_taken == (verdict.score >= verdict.threshold)
    assert verdict.reasons


@given(title=texts, lower=st.integers(0, 100), higher=st.integers(0, 100))
def test_a_lower_threshold_never_takes_fewer(title, lower, higher):
    lower, higher = sorted((lower, higher))
    strict = judge(replace(RULES, threshold=higher)).of(article(title))
    lax = judge(replace(RULES, threshold=lower)).of(article(title))

    assert lax.is_taken or not strict.is_taken


@given(title=texts, abstract=texts, more=st.sampled_from(["remittances", "Nepal", "Qatar"]))
def test_saying_more_never_makes_a_record_worth_less(title, abstract, more):
    before = judge().of(article(title, abstract=abstract))
    after = judge().of(article(title, abstract=f"{abstract} . {more}"))

    assert after.score >= before.score


@given(title=st.text(max_size=60), abstract=st.text(max_size=200))
def test_any_text_gets_a_verdict(title, abstract):
    assert judge().of(article(title, abstract=abstract)).score >= 0
