"""Reading: what a record says, who sees it, how lists are narrowed, chosen from and turned."""

import pytest

from tests.factories import (
    AffiliationFactory,
    CorridorFactory,
    CreditFactory,
    DocumentFactory,
    EventFactory,
    EventInstitutionFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    RecommendationFactory,
    ResourceCentreFactory,
)
from tests.factories.harvests import SourceFactory

pytestmark = pytest.mark.django_db


def slugs(answer):
    return [row["slug"] for row in answer.json()["results"]]


def test_output_tells_who_made_it_and_where_its_file_lies(client):
    output = OutputFactory(slug="survey", countries=["NP"], themes=["gender-and-migration"])
    CreditFactory(output=output, person=PersonFactory(slug="she", name="She"))
    document = DocumentFactory(output=output, filename="survey.pdf")

    answer = client.get("/api/v1/outputs/survey/").json()

    assert answer["url"] == "http://testserver/outputs/survey/"
    assert answer["themes"] == ["gender-and-migration"]
    assert answer["credits"] == [{"name": "She", "role": "author", "person": "she"}]
    assert [d["url"] for d in answer["documents"]] == [
        f"http://testserver/outputs/survey/documents/{document.pk}/survey.pdf"
    ]


def test_file_that_readers_may_not_have_is_not_told(client):
    DocumentFactory(output=OutputFactory(slug="closed", access="metadata-only"))

    assert client.get("/api/v1/outputs/closed/").json()["documents"] == []


@pytest.mark.parametrize("standing", ["draft", "withdrawn"])
def test_output_that_is_not_public_is_nowhere(client, standing):
    output = OutputFactory(**{standing: True}, slug="hidden", title="Hidden title")
    RecommendationFactory(output=output, text="Hidden words")
    EventFactory(slug="event", outputs=[output])
    ProjectFactory(slug="project", outputs=[output])
    PracticeFactory(slug="practice", outputs=[output])
    OutputFactory(slug="shown")
    person = PersonFactory(slug="depositor", orcid="0000-0002-7646-603X")
    CreditFactory(output=output, person=person)

    assert client.get("/api/v1/outputs/hidden/").status_code == 404
    assert slugs(client.get("/api/v1/outputs/")) == ["shown"]
    assert client.get("/api/v1/recommendations/").json()["results"] == []
    assert slugs(client.get("/api/v1/people/")) == []
    for known in ("people/?orcid=0000-0002-7646-603X", "outputs/?person=depositor"):
        assert client.get(f"/api/v1/{known}").json()["results"] == []
    for name in ("events/event", "projects/project", "practices/practice"):
        assert client.get(f"/api/v1/{name}/?expand=all").json()["outputs"] == []
    addresses = ("outputs/?sort=updated", "outputs/?sort=published", "outputs/?format=bib")
    for address in addresses:
        assert b"idden" not in client.get(f"/api/v1/{address}").content


def test_outputs_are_filtered_by_the_names_of_the_search_page(client):
    OutputFactory(slug="wanted", countries=["NP"], issued="2019-03")
    OutputFactory(slug="too-new", countries=["NP"], issued="2020")
    OutputFactory(slug="elsewhere", countries=["LK"], issued="2019")

    answer = client.get("/api/v1/outputs/?country=np&year_min=2015&year_max=2019")

    assert slugs(answer) == ["wanted"]


@pytest.mark.parametrize(
    "query",
    [
        "theme=gender-and-migration",
        "country=np&country=Lk",
        "origin=np",
        "destination=QA&year_min=2001",
        "type=policy-brief",
        "institution=house",
        "person=she",
        "language=ne",
        "sdg=8",
        "form=return&form=forced",
        "stage=at-destination",
        "population=women",
        "actor=employers",
        "access=metadata-only",
        "sex_disaggregated=yes",
        "has_text=yes",
        "year_max=2000",
    ],
)
def test_list_and_search_narrow_alike(client, catch_up, query):
    for number, language in enumerate(("ne", "en", "en")):
        output = OutputFactory(
            language=language,
            countries=[["NP"], ["LK", "NP"], []][number],
            themes=[["gender-and-migration"], [], []][number],
            type=["policy-brief", "report", "report"][number],
            corridors=[[CorridorFactory()], [], []][number],
            sdgs=[[8], [5, 8], []][number],
            forms=[["return"], ["forced", "return"], []][number],
            stages=[["at-destination"], [], []][number],
            populations=[["women"], [], []][number],
            access=["open", "metadata-only", "open"][number],
            sex_disaggregated=number == 1,
            issued=["2024", "1999-05", ""][number],
        )
        if not number:
            CreditFactory(output=output, person=PersonFactory(slug="she"))
            house = InstitutionFactory(slug="house")
            for role in ("author", "publisher"):
                OutputInstitutionFactory(output=output, institution=house, role=role)
            DocumentFactory(output=output)
            RecommendationFactory(output=output, actor="employers")
    catch_up()

    listed = client.get(f"/api/v1/outputs/?{query}")
    walked = client.get(f"/api/v1/outputs/?{query}&sort=title")
    found = client.get(f"/api/v1/search/?{query}").json()

    assert 1 <= found["count"] < 3
    assert sorted(slugs(listed)) == sorted(slugs(walked))
    assert sorted(slugs(listed)) == sorted(hit["output"]["slug"] for hit in found["results"])


def test_only_the_chosen_fields_are_sent(client):
    OutputFactory(slug="one", title="One", themes=["gender-and-migration"])

    answer = client.get("/api/v1/outputs/?fields=slug,themes&expand=themes").json()

    [row] = answer["results"]
    assert list(row) == ["slug", "themes"]
    assert row["themes"][0]["name"] == "Gender and migration"


def test_everything_that_is_named_can_be_sent_whole(client):
    output = OutputFactory(slug="one", abstract="Long words.", corridors=[CorridorFactory()])
    original = OutputFactory(slug="original")
    output.edition_of.create(of=original, kind="translation")
    output.edition_of.create(of=OutputFactory(draft=True), kind="version")
    ProjectFactory(slug="project", outputs=[output])
    RecommendationFactory(output=output, text="Act.")

    row = client.get("/api/v1/outputs/one/?expand=all").json()

    assert row["abstract"] == "Long words."
    assert row["corridors"][0]["origin"] == "NP"
    assert [edition["slug"] for edition in row["editions"]] == ["original"]
    assert [project["slug"] for project in row["projects"]] == ["project"]
    assert [one["text"] for one in row["recommendations"]] == ["Act."]


def everything_of_an_output():
    output = OutputFactory(
        themes=["gender-and-migration"], countries=["NP", "LK"], corridors=[CorridorFactory()]
    )
    OutputInstitutionFactory(output=output)
    CreditFactory(output=output, person=PersonFactory())
    DocumentFactory(output=output)
    RecommendationFactory(output=output)
    ProjectFactory(outputs=[output])
    output.edition_of.create(of=OutputFactory(), kind="translation")


def everything_of_a_project():
    project = ProjectFactory(
        themes=[], countries=[], team=[PersonFactory()], outputs=[OutputFactory()]
    )
    ProjectInstitutionFactory(project=project)


def everything_of_an_event():
    event = EventFactory(outputs=[OutputFactory()])
    EventInstitutionFactory(event=event)


LISTS = [
    ("outputs", everything_of_an_output, 7, 11),
    ("themes", lambda: None, 1, 1),
    ("institutions", lambda: InstitutionFactory(parent=InstitutionFactory()), 1, 1),
    ("people", AffiliationFactory, 2, 2),
    ("events", everything_of_an_event, 4, 5),
    ("projects", everything_of_a_project, 4, 7),
    ("practices", lambda: PracticeFactory(institutions=[InstitutionFactory()]), 4, 6),
    ("recommendations", RecommendationFactory, 1, 1),
    ("resource-centres", lambda: ResourceCentreFactory(operators=[]), 2, 4),
    ("countries", lambda: None, 1, 1),
    ("corridors", CorridorFactory, 1, 1),
    ("sources", lambda: SourceFactory(institution=InstitutionFactory()), 2, 2),
]


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("name", "make", "queries", "expanded"), LISTS)
def test_list_asks_a_fixed_number_of_questions(
    client, django_assert_num_queries, how_many, name, make, queries, expanded
):
    for _ in range(how_many):
        make()

    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{name}/").status_code == 200
    with django_assert_num_queries(expanded):
        assert client.get(f"/api/v1/{name}/?expand=all").status_code == 200


def test_words_are_sought_through_the_search_room(client, catch_up):
    OutputFactory(slug="fees", title="Recruitment fees in Nepal")
    OutputFactory(slug="other", title="Wage theft", countries=["NP"])
    OutputFactory(slug="old-fees", title="Fees long ago", issued="1999", countries=["NP"])
    catch_up()

    assert slugs(client.get("/api/v1/outputs/?q=fee&sort=newest")) == ["fees", "old-fees"]
    assert slugs(client.get("/api/v1/outputs/?q=fees&country=np")) == ["old-fees"]
    assert slugs(client.get("/api/v1/outputs/?q=fees&sort=updated")) == ["old-fees", "fees"]


def test_search_answers_with_count_facets_and_pages(client, catch_up):
    for number in range(25):
        OutputFactory(title=f"Fees {number}", countries=["NP"] if number < 3 else [])
    catch_up()

    answer = client.get("/api/v1/search/?q=fees&page=2&country=zz").json()

    assert (answer["count"], answer["page"], answer["page_count"]) == (25, 2, 2)
    assert len(answer["results"]) == 5
    assert answer["next"] is None
    assert answer["previous"] == "http://testserver/api/v1/search/?q=fees"
    assert answer["facets"]["country"] == [
        {"value": "NP", "label": "Nepal", "count": 3, "is_chosen": False}
    ]
    assert answer["notices"] == ["“ZZ” is not known under “Country” and was left out."]


def test_search_without_an_index_is_answered_plainly_and_says_so(client):
    OutputFactory(slug="fees", title="Recruitment fees", countries=["NP"], language="ne")
    OutputFactory(slug="other", title="Recruitment fees", countries=["LK"])

    answer = client.get("/api/v1/search/?q=fees&country=np&language=ne").json()

    assert answer["is_plain"] is True
    assert [hit["output"]["slug"] for hit in answer["results"]] == ["fees"]
    assert slugs(client.get("/api/v1/outputs/?q=fees&language=ne")) == ["fees"]


def test_country_is_found_in_any_case_and_a_corridor_by_its_pair(client):
    CorridorFactory()

    assert client.get("/api/v1/countries/np/").json()["name"] == "Nepal"
    assert client.get("/api/v1/corridors/np-qa/").json()["destination"] == "QA"


@pytest.mark.parametrize("name", [name for name, *_ in LISTS])
@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=%00",
        f"page_size={'9' * 5000}",
        "sort=nothing",
        "fields=nothing",
        "expand=%00",
        "fields=",
    ],
)
def test_parameter_that_means_nothing_is_told_with_its_name(client, name, query):
    answer = client.get(f"/api/v1/{name}/?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "name", ["outputs", "themes", "people", "institutions", "events", "countries"]
)
def test_address_with_a_nul_is_not_found(client, name):
    assert client.get(f"/api/v1/{name}/%00/").status_code == 404


def test_value_with_a_nul_is_unknown(client):
    assert client.get("/api/v1/outputs/?institution=a%00b").status_code == 400
    assert client.get("/api/v1/search/?institution=a%00b&q=%00").status_code == 200
