"""Recommendations in the admin: offered from the document, and several at once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from research.models import Recommendation
from tests.admin.forms import ADD, BEGIN, change, filled
from tests.factories import DocumentFactory, DocumentPageFactory, OutputFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
SEVERAL = "/admin/research/output/recommendations/"
FOUND = "Ban the fees that workers pay to agents at home."
OTHER = "Publish the wages that are paid in each trade."


@pytest.fixture
def output(contributor):
    """A draft with a read document whose page 2 recommends two things."""
    output = OutputFactory(status="draft", owner=contributor.institution, published_at=None)
    document = DocumentFactory(output=output)
    for number, text in enumerate(("Wages", f"Way forward\n{FOUND}\n{OTHER}"), 1):
        DocumentPageFactory(document=document, number=number, text=text)
    return output


@pytest.fixture
def signed_in(client, contributor):
    client.force_login(contributor.user)
    return client


def offered(page: str) -> list[str]:
    return re.findall(
        r'<input type="hidden" name="recommendations-\d+-offered" value="([^"]+)"', page
    )


def rows(*rows):
    """What a browser sends back of the rows that were offered."""
    said = {"recommendations-TOTAL_FORMS": len(rows), "recommendations-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        said |= {f"recommendations-{number}-{name}": value for name, value in row.items()}
    return said


def stand():
    return list(Recommendation.objects.order_by("order").values_list("text", "page", "actor"))


def test_form_offers_sentences_of_the_read_document(signed_in, output):
    page = signed_in.get(change(output)).content.decode()

    assert offered(page) == [FOUND, OTHER]
    assert "Found on page 2: keep it" in page
    assert not Recommendation.objects.exists()


def test_what_stands_already_is_offered_no_more(signed_in, output):
    Recommendation.objects.create(output=output, order=1, text="Ban the fees that workers pay.")

    assert offered(signed_in.get(change(output)).content.decode()) == [OTHER]


def test_only_what_was_ticked_or_changed_is_saved(signed_in, contributor):
    found = {"text": FOUND, "offered": FOUND, "page": 2}
    sent = rows(
        found,
        found | {"keep": "on"},
        {"text": "Publish wages.", "offered": OTHER, "page": 2, "actor": "employers"},
    )

    signed_in.post(f"{ADD}?empty=1", filled(**sent))

    assert stand() == [(FOUND, 2, ""), ("Publish wages.", 2, "employers")]


def test_deposit_offers_what_its_file_recommends(signed_in):
    paper = pdf("Fees and wages", f"Recommendations\n{FOUND}")
    file = SimpleUploadedFile("fees.pdf", paper, "application/pdf")

    page = signed_in.post(BEGIN, {"file": file}, follow=True).content.decode()

    assert offered(page) == [FOUND]


def test_sheet_is_checked_first_and_saved_when_asked(signed_in, output):
    sheet = {"output": output.pk, "text": "Cap the fees (p. 4)\nTell workers their rights"}

    checked = signed_in.post(SEVERAL, sheet | {"_check": "1"}).content.decode()
    assert "2 recommendations can be saved" in checked
    assert "Save 2 recommendations" in checked
    assert stand() == []

    signed_in.post(SEVERAL, sheet | {"_save": "1"})
    assert stand() == [("Cap the fees", 4, ""), ("Tell workers their rights", None, "")]


def test_sheet_with_a_fault_saves_nothing_and_comes_back_to_be_mended(signed_in, output):
    table = f"output,recommendation,page\n{output.slug},Cap the fees,four\n{output.slug},Ban,1\n"
    file = SimpleUploadedFile("sheet.csv", table.encode(), "text/csv")

    page = signed_in.post(SEVERAL, {"file": file, "_save": "1"}).content.decode()

    assert "<b>page:</b> “four” is no page: write a number from 1." in page
    assert "Cap the fees\tfour" in page
    assert 'name="_save"' not in page
    assert stand() == []


def test_sheet_of_nothing_is_refused_in_words(signed_in):
    answer = signed_in.post(SEVERAL, {"text": " "})

    assert answer.status_code == 400
    assert "There is nothing to read." in answer.content.decode()


def test_several_are_entered_by_staff_only(client):
    assert client.get(SEVERAL).status_code == 302
