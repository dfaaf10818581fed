import pytest
from django.http import QueryDict

from research.search import Criteria, find
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    DocumentPageFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def titles(results):
    return [hit.output.title for hit in results.hits]


def test_title_match_outranks_summary_match_outranks_page_match(catch_up):
    on_page = OutputFactory(title="Annual survey")
    DocumentPageFactory(document__output=on_page, text="Recruitment fees were rising.")
    OutputFactory(title="Wage theft", summary="Recruitment fees in the Gulf.")
    OutputFactory(title="Recruitment fees in Nepal")
    OutputFactory(title="Unrelated")
    catch_up()

    assert titles(find(Criteria(text="recruitment fees"))) == [
        "Recruitment fees in Nepal",
        "Wage theft",
        "Annual survey",
    ]


def test_page_hit_names_the_page_and_opens_the_file_there(catch_up):
    document = DocumentFactory(output__slug="survey", filename="survey 2023.pdf")
    DocumentPageFactory(document=document, number=1, text="A survey of households.")
    DocumentPageFactory(document=document, number=14, text="Ban <all> recruitment fees now.")
    catch_up()

    (hit,) = find(Criteria(text="recruitment fee")).hits

    (page,) = hit.pages
    assert page.number == 14
    assert page.snippet == ("Ban &lt;all&gt; <mark>recruitment</mark> <mark>fees</mark> now.")
    assert page.url == f"/outputs/survey/documents/{document.pk}/survey%202023.pdf#page=14"


def test_result_shows_at_most_three_pages(catch_up):
    document = DocumentFactory()
    for number in range(1, 6):
        DocumentPageFactory(document=document, number=number)
    catch_up()

    (hit,) = find(Criteria(text="fees")).hits

    assert len(hit.pages) == 3


def test_text_under_embargo_is_neither_found_nor_shown(catch_up):
    output = OutputFactory(access="metadata-only")
    DocumentPageFactory(document__output=output, text="Unheard-of remittances.")
    catch_up()

    assert find(Criteria(text="remittances")).count == 0


def test_draft_and_withdrawn_outputs_are_not_found(catch_up):
    OutputFactory(draft=True, title="Remittances")
    OutputFactory(withdrawn=True, title="Remittances")
    catch_up()

    assert find(Criteria(text="remittances")).count == 0


def test_what_was_withdrawn_after_the_index_was_written_is_not_shown(catch_up):
    output = OutputFactory(title="Remittances")
    catch_up()
    type(output).objects.filter(pk=output.pk).update(status="draft", published_at=None)

    assert find(Criteria(text="remittances")).hits == ()


def test_facet_counts_as_if_its_own_choice_were_not_made(catch_up):
    OutputFactory(countries=["NP"], type="report")
    OutputFactory(countries=["NP", "BD"], type="report")
    OutputFactory(countries=["LK"], type="dataset")
    catch_up()

    results = find(Criteria(chosen={"country": ("NP",)}))
    facets = {facet.name: facet for facet in results.facets}

    assert results.count == 2
    assert [(v.value, v.count, v.is_chosen) for v in facets["country"].values] == [
        ("NP", 2, True),
        ("BD", 1, False),
        ("LK", 1, False),
    ]
    assert [(v.value, v.count) for v in facets["type"].values] == [("report", 2)]


def test_values_of_one_facet_are_or_and_facets_are_and(catch_up):
    OutputFactory(title="a", countries=["NP"], type="report")
    OutputFactory(title="b", countries=["BD"], type="report")
    OutputFactory(title="c", countries=["BD"], type="dataset")
    catch_up()

    criteria = Criteria(chosen={"country": ("BD", "NP"), "type": ("report",)}, sort="title")

    assert titles(find(criteria)) == ["a", "b"]


def test_years_narrow_and_are_counted(catch_up):
    for year in ("2015", "2019-03", "2019-03-01", ""):
        OutputFactory(issued=year)
    catch_up()

    results = find(Criteria(year_min=2016))

    assert results.count == 2
    assert [(y.year, y.count, y.is_chosen) for y in results.years] == [
        (2015, 1, False),
        (2019, 2, True),
    ]


def test_without_words_the_newest_comes_first_and_the_undated_last(catch_up):
    for title, issued in (("b", "2019"), ("c", ""), ("a", "2020-01")):
        OutputFactory(title=title, issued=issued)
    catch_up()

    assert titles(find(Criteria())) == ["a", "b", "c"]
    assert titles(find(Criteria(sort="oldest"))) == ["b", "a", "c"]


def test_people_and_institutions_are_found_by_name(catch_up):
    CreditFactory(output__title="By her", person=PersonFactory(name="Bilesha Weeraratne"))
    OutputInstitutionFactory(
        output__title="By them",
        institution=InstitutionFactory(name="Policy Studies", acronym="IPS"),
    )
    catch_up()

    assert titles(find(Criteria(text="weeraratne"))) == ["By her"]
    assert titles(find(Criteria(text="IPS"))) == ["By them"]


def test_renamed_institution_is_found_by_its_new_name(catch_up):
    link = OutputInstitutionFactory(institution__name="Old name")
    catch_up()
    link.institution.name = "Sustainable Policy"
    link.institution.save()
    catch_up()

    assert find(Criteria(text="sustainable")).count == 1


def test_phrase_is_demanded_and_minus_excludes(catch_up):
    OutputFactory(title="Domestic workers in Jordan")
    OutputFactory(title="Workers and domestic politics")
    catch_up()

    assert titles(find(Criteria(text='"domestic workers"'))) == ["Domestic workers in Jordan"]
    assert titles(find(Criteria(text="workers -jordan"))) == ["Workers and domestic politics"]


def test_question_in_plain_words_finds_what_answers_it(catch_up):
    OutputFactory(title="Recruitment costs of Nepali workers")
    OutputFactory(title="What is to be done")
    catch_up()

    results = find(Criteria(text="how much do Nepali workers pay for recruitment?"))

    assert titles(results) == ["Recruitment costs of Nepali workers"]


@pytest.mark.parametrize(
    ("title", "query", "language"),
    [
        ("प्रवासी श्रमिकों के अधिकार", "श्रमिक", "hi"),
        ("कामदारहरूको अधिकार", "कामदार", "ne"),
        ("தொழிலாளர்களின் உரிமைகள்", "தொழிலாளர்கள்", "ta"),
        ("অভিবাসী শ্রমিক", "শ্রমিক", "bn"),
        ("ශ්\u200dරමික සංක්\u200dරමණය", "ශ්රමික", "si"),
        ("پاکستانی کارکن", "پاکستاني", "ur"),
        ("Migration in २०१९", "2019", "ne"),
    ],
)
def test_each_language_finds_its_other_forms(catch_up, title, query, language):
    OutputFactory(title=title, language=language)
    catch_up()

    assert titles(find(Criteria(text=query))) == [title]


def test_while_the_index_is_away_postgresql_answers_plainly():
    OutputFactory(title="Recruitment fees in Nepal", countries=["NP"])
    OutputFactory(title="Recruitment fees in Ceylon", countries=["LK"])

    results = find(Criteria(text="fees recruitment", chosen={"country": ("NP",)}))

    assert results.is_plain
    assert titles(results) == ["Recruitment fees in Nepal"]


def test_while_the_index_is_away_signs_mean_nothing_and_identifiers_still_find():
    OutputFactory(title="Recruitment fees in Nepal", slug="fees", doi="10.1234/fees")

    for text in (
        '"recruitment fees"',
        "fees -x",
        "https://doi.org/10.1234/FEES",
        "www.x/outputs/fees",
    ):
        assert titles(find(Criteria(text=text))) == ["Recruitment fees in Nepal"]


def test_criteria_are_read_and_written_back_to_the_same_string():
    written = "q=fees&theme=gender-and-migration&country=BD&country=NP&year_min=2015&sort=newest"

    criteria = Criteria.parse(QueryDict(written))

    assert criteria.query_string() == written
    assert criteria.notices == ()


def test_unknown_values_are_left_out_with_a_notice():
    criteria = Criteria.parse(
        QueryDict("country=np&country=zz&type=poem&year_min=soon&sort=best&page=-3")
    )

    assert criteria == Criteria(chosen={"country": ("NP",)})
    assert criteria.notices == (
        "“ZZ” is not known under “Country” and was left out.",
        "“poem” is not known under “Kind” and was left out.",
        "There is no order “best”.",
        "“soon” is no year and was left out.",
    )


@pytest.mark.parametrize(
    "pasted",
    [
        "https://doi.org/10.1234/FEES.9",
        "10.1234/fees.9",
        "doi:10.1234/fees.9",
        "http://localhost:8000/si/outputs/fees/",
        "www.ilo.org/fees",
    ],
)
def test_pasted_identifier_finds_its_record_first(catch_up, pasted):
    OutputFactory(
        title="The record", slug="fees", doi="10.1234/fees.9", url="https://ilo.org/fees/"
    )
    OutputFactory(title="Fees ilo org www localhost doi", summary="http fees 10.1234 outputs")
    catch_up()

    assert titles(find(Criteria(text=pasted)))[0] == "The record"


def test_text_that_cites_the_pasted_doi_comes_behind_its_record(catch_up):
    citing = OutputFactory(title="Citing")
    DocumentPageFactory(document__output=citing, text="See https://doi.org/10.1234/fees.9 there.")
    OutputFactory(title="The record", doi="10.1234/fees.9")
    OutputFactory(title="Other", doi="10.1234/fees.8")
    catch_up()

    assert titles(find(Criteria(text="10.1234/fees.9"))) == ["The record", "Citing"]
    assert titles(find(Criteria(text="doi:10.1234/fees.8"))) == ["Other"]


def test_fields_narrow_to_where_a_word_stands(catch_up):
    rai = PersonFactory(name="Sita Rai")
    CreditFactory(output__title="By her", output__issued="2017", person=rai)
    OutputFactory(title="Rai on wages", issued="2021")
    OutputInstitutionFactory(
        output__title="Of CESLAM", output__issued="2019", institution__acronym="CESLAM"
    )
    catch_up()

    assert titles(find(Criteria(text="author:rai"))) == ["By her"]
    assert titles(find(Criteria(text='author:"sita rai" year:2015..2018'))) == ["By her"]
    assert titles(find(Criteria(text="title:rai"))) == ["Rai on wages"]
    assert titles(find(Criteria(text="institution:ceslam"))) == ["Of CESLAM"]
    assert titles(find(Criteria(text="year:2018.. -title:wages"))) == ["Of CESLAM"]
    assert titles(find(Criteria(text="-year:2019 -year:2021"))) == ["By her"]


def test_words_near_each_other_in_the_title_count_more(catch_up):
    OutputFactory(title="Fees that a recruitment of workers from Nepal abroad now has no more of")
    OutputFactory(title="Recruitment fees of workers from Nepal abroad that now has no more of a")
    catch_up()

    assert titles(find(Criteria(text="recruitment fees")))[0].startswith("Recruitment fees")


@pytest.mark.parametrize("how_many", [1, 3])
def test_search_asks_a_fixed_number_of_questions(catch_up, django_assert_num_queries, how_many):
    for output in OutputFactory.create_batch(how_many, countries=["NP"]):
        DocumentPageFactory(document__output=output)
    catch_up()

    # Editions, outputs, what they show, page texts, countries (3 facets), themes, thesaurus.
    with django_assert_num_queries(7):
        find(Criteria(text="fees"))


def test_words_that_stand_on_a_page_as_typed_come_before_records_with_some_of_them(catch_up):
    report = OutputFactory(title="Evaluation", summary="A long report.")
    filler = "Migration and labour in the region, year after year. " * 60
    for _ in range(1, 40):
        DocumentPageFactory(document=DocumentFactory(output=report), number=1, text=filler)
    DocumentPageFactory(
        document=report.documents.first(),
        number=2,
        text="Time constraints were a recurring challenge for the desk.",
    )
    for _ in range(5):
        OutputFactory(title="A recurring challenge", summary="Of time and constraints.")
    catch_up()

    results = find(Criteria(text="time constraints were a recurring challenge"))

    assert titles(results)[0] == "Evaluation"
    assert results.hits[0].pages[0].number == 2


def test_pages_of_equal_results_neither_overlap_nor_leave_one_out(catch_up):
    OutputFactory.create_batch(45, title="Remittances", issued="2020")
    catch_up()

    shown = [
        hit.output.pk
        for page in (1, 2, 3)
        for hit in find(Criteria(text="remittances", page=page)).hits
    ]

    assert len(shown) == len(set(shown)) == 45
