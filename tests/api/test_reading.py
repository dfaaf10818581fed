import pytest

from tests.factories import (
    AffiliationFactory,
    CreditFactory,
    DocumentFactory,
    EventFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
    ResourceCentreFactory,
)

pytestmark = pytest.mark.django_db


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


def test_draft_is_not_served(client):
    OutputFactory(draft=True, slug="draft")

    assert client.get("/api/v1/outputs/draft/").status_code == 404
    assert client.get("/api/v1/outputs/").json()["results"] == []


def test_outputs_are_filtered_by_the_names_of_the_search_page(client):
    OutputFactory(slug="wanted", countries=["NP"], issued="2019-03")
    OutputFactory(slug="too-new", countries=["NP"], issued="2020")
    OutputFactory(slug="elsewhere", countries=["LK"], issued="2019")

    answer = client.get("/api/v1/outputs/?country=np&year_min=2015&year_max=2019").json()

    assert [output["slug"] for output in answer["results"]] == ["wanted"]


def test_pages_follow_one_another_without_overlap(client):
    OutputFactory.create_batch(5, issued="2020")
    seen, address = [], "/api/v1/outputs/?page_size=2"

    while address:
        answer = client.get(address).json()
        seen += [output["slug"] for output in answer["results"]]
        address = answer["next"]

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("outputs", lambda: DocumentFactory(output=OutputInstitutionFactory().output), 6),
        ("people", AffiliationFactory, 3),
        ("events", EventFactory, 3),
        ("resource-centres", ResourceCentreFactory, 2),
        ("countries", lambda: None, 2),
        ("themes", lambda: None, 2),
    ],
)
def test_list_asks_a_fixed_number_of_questions(
    client, django_assert_num_queries, how_many, name, make, queries
):
    for _ in range(how_many):
        make()

    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{name}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["outputs", "themes", "people", "institutions", "events", "resource-centres"]
)
@pytest.mark.parametrize(
    "query",
    ["?cursor=cD0lMDA=", "?page=%00", f"?page={'9' * 5000}"],
    ids=["cursor", "nul", "nines"],
)
def test_place_that_no_list_has_is_no_fault_of_the_server(client, name, query):
    paged_by = "cursor" if name == "outputs" else "page"

    answer = client.get(f"/api/v1/{name}/{query}")

    assert answer.status_code == (404 if query.startswith(f"?{paged_by}=") else 200)


@pytest.mark.parametrize(
    "name", ["outputs", "themes", "people", "institutions", "events", "countries"]
)
def test_address_with_a_nul_is_not_found(client, name):
    assert client.get(f"/api/v1/{name}/%00/").status_code == 404
