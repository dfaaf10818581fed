"""Every edition of a work from any of them, and every version of a document at its address."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from research import editorial
from research.models import DocumentPage, Edition
from research.search.criteria import Criteria
from research.search.results import find
from tests.factories import DocumentFactory, DocumentPageFactory, OutputFactory, UserFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


def edition(output, of, kind: str) -> None:
    Edition.objects.create(output=output, of=of, kind=kind)


def shown(client: Client, address: str) -> list[str]:
    """The editions a page names, in order, with what each is."""
    editions = client.get(address).context["editions"]
    return [f"{one.output.title}: {one.says}" for one in editions]


@pytest.fixture
def work():
    """A preprint, the article it became, its brief, that one in Nepali, and its data."""
    kinds = {"preprint": "working-paper", "article": "journal-article", "brief": "policy-brief"}
    outputs = {
        title: OutputFactory(title=title, type=kind, slug=title) for title, kind in kinds.items()
    }
    outputs["nepali"] = OutputFactory(title="nepali", slug="nepali", language="ne")
    outputs["data"] = OutputFactory(title="data", type="dataset", slug="data")
    edition(outputs["preprint"], outputs["article"], "preprint")
    edition(outputs["brief"], outputs["article"], "brief")
    edition(outputs["nepali"], outputs["brief"], "translation")
    edition(outputs["data"], outputs["article"], "dataset")
    return outputs


def test_all_editions_are_shown_from_any_of_them(client: Client, work):
    for title in work:
        others = {one.split(":")[0] for one in shown(client, f"/outputs/{title}/")}
        assert others == set(work) - {title}


def test_editions_say_what_they_are_to_the_output_shown(client: Client, work):
    assert set(shown(client, "/outputs/brief/")) == {
        "article: the full paper of this brief",
        "nepali: translation of this output",
        "preprint: preprint of the same work",
        "data: data set of the same work",
    }
    assert "article: what the work goes back to" in shown(client, "/outputs/nepali/")
    assert "article: the publication this was a preprint of" in shown(client, "/outputs/preprint/")


def test_editions_in_the_language_of_the_reader_come_first(client: Client, work):
    assert shown(client, "/ne/outputs/article/")[0].startswith("nepali: ")
    assert not shown(client, "/outputs/article/")[0].startswith("nepali: ")


def test_page_offers_the_whole_work_in_the_language_of_the_reader(client: Client):
    english = OutputFactory(title="Fees", slug="fees")
    nepali = OutputFactory(title="शुल्क", slug="fees-ne", language="ne")
    edition(nepali, english, "translation")

    assert client.get("/ne/outputs/fees/").context["better"].output == nepali
    assert client.get("/outputs/fees/").context["better"] is None
    assert client.get("/outputs/fees-ne/").context["better"].output == english
    assert client.get("/hi/outputs/fees/").context["better"] is None


def test_page_does_not_offer_data_as_the_whole_work(client: Client):
    paper = OutputFactory(slug="paper")
    edition(OutputFactory(language="ne", type="dataset"), paper, "dataset")

    assert client.get("/ne/outputs/paper/").context["better"] is None


def test_editions_that_are_not_public_are_not_named(client: Client, work):
    work["nepali"].status, work["nepali"].published_at = "draft", None
    work["nepali"].save()

    assert all("nepali" not in one for one in shown(client, "/outputs/article/"))


def test_editions_linked_in_a_ring_are_still_shown_once(client: Client):
    one, other = OutputFactory(slug="one"), OutputFactory(title="Other")
    edition(one, other, "version")
    edition(other, one, "version")

    assert len(shown(client, "/outputs/one/")) == 1


@pytest.mark.parametrize("how_many", [1, 5])
def test_work_is_found_in_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries, how_many
):
    paper = OutputFactory(slug="paper", themes=["gender-and-migration"])
    for _ in range(how_many):
        edition(OutputFactory(themes=["gender-and-migration"]), paper, "brief")

    with django_assert_num_queries(1):
        links = Edition.objects.of_work(paper.pk)

    assert len(links) == how_many


def test_documents_in_the_language_of_the_reader_come_first(client: Client):
    output = OutputFactory(slug="fees")
    DocumentFactory(output=output, filename="en.pdf", language="en", order=1)
    DocumentFactory(output=output, filename="ne.pdf", language="ne", order=2)

    def names(address: str) -> list[str]:
        return [document.filename for document in client.get(address).context["documents"]]

    assert names("/ne/outputs/fees/") == ["ne.pdf", "en.pdf"]
    assert names("/hi/outputs/fees/") == ["en.pdf", "ne.pdf"]


# Versions of a document


def replaced(old, *words: str, name: str = "new.pdf"):
    return editorial.replace(
        old, content=ContentFile(pdf(*words)), filename=name, by=UserFactory()
    )


def test_old_version_keeps_its_address_and_says_what_replaced_it(client: Client):
    old = DocumentFactory(filename="old.pdf")
    new = replaced(old, "Corrected")

    page = client.get(old.output.get_absolute_url())
    file = client.get(old.get_absolute_url())
    text = client.get(f"/outputs/{old.output.slug}/documents/{old.pk}/text/").content.decode()

    assert [d.filename for d in page.context["documents"]] == ["new.pdf"]
    assert [d.filename for d in page.context["older"]] == ["old.pdf"]
    assert "replaced on" in page.content.decode()
    assert file.status_code == 200
    newer = f'<http://testserver{new.get_absolute_url()}>; rel="successor-version"'
    assert newer in file["Link"].split(", ")
    assert "replaced on" in text
    assert f'href="{new.get_absolute_url()}"' in text


def test_search_finds_the_newest_version_only(catch_up):
    old = DocumentFactory(filename="old.pdf")
    DocumentPageFactory(document=old, text="Recruitment fees were rising.")
    new = replaced(old, "Corrected")
    new.state, new.page_count, new.read_at = "read", 1, old.read_at
    new.save()
    DocumentPage.objects.create(document=new, number=1, text="Recruitment fees were falling.")
    catch_up()

    hits = find(Criteria(text="recruitment fees")).hits
    gone = find(Criteria(text="rising"))

    assert len(hits) == 1
    assert gone.count == 0


def test_third_version_is_one_step_from_the_first():
    first = DocumentFactory()
    second = replaced(first, "Second")
    third = replaced(second, "Third")

    first.refresh_from_db()
    assert first.replaced_by == third
    assert list(first.output.documents.current()) == [third]


def test_bytes_of_an_earlier_version_bring_it_back():
    first = DocumentFactory()
    first.file.save("x", ContentFile(pdf("First")), save=False)
    first = editorial.attach(
        first.output, content=ContentFile(pdf("First")), filename="a.pdf", by=None
    )
    second = replaced(first, "Second")

    again = replaced(second, "First")

    assert again == first
    assert list(first.output.documents.current().filter(pk__in=[first.pk, second.pk])) == [first]


def test_version_that_was_replaced_can_not_be_replaced_again():
    first = DocumentFactory()
    replaced(first, "Second")

    with pytest.raises(editorial.NotPossibleNow):
        replaced(first, "Third")
