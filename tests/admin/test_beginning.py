"""A deposit begins with a file or with words; nothing is saved before the person says so."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partners.roles import Role
from research import deposits, filing
from research.deposits import Offer
from research.ingestion.prefill import Filled, Source, Suggestion, Topics
from research.ingestion.records import IncomingPerson
from research.models import Output, Upload
from tests.admin.forms import ADD, BEGIN, filled
from tests.factories import InstitutionFactory, MembershipFactory, PersonFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
PAPER = pdf(
    "Debt and departure\n\nRina Akter and Selim Reza\n\nWorking Paper 12, March 2024",
    "Recruitment fees were paid in cash.",
)


@pytest.fixture
def signed_in(client, contributor):
    client.force_login(contributor.user)
    return client


def begin(client: Any, content: bytes = PAPER, name: str = "debt.pdf") -> Upload:
    file = SimpleUploadedFile(name, content, "application/pdf")
    response = client.post(BEGIN, {"file": file})
    assert response.status_code == 302, response.content.decode()
    return Upload.objects.latest("pk")


def page_of(client: Any, upload: Upload) -> str:
    return client.get(ADD, {"upload": upload.pk}).content.decode()


def offered(contributor: Any, *fields: Filled, **topics: tuple[Suggestion, ...]) -> Upload:
    """An upload as it stands after something was read from it."""
    offer = Offer(fields, Topics(**topics))
    return Upload.objects.create(user=contributor.user, words="10.1234/x", offer=offer.as_json())


def field(page: str, name: str) -> str:
    """The HTML of one field with its notes."""
    return page.partition(f'id="field-{name}"')[2].partition('class="form-row field-')[0]


def test_adding_begins_with_a_file_or_words_and_offers_the_empty_form(signed_in):
    page = signed_in.get(ADD).content.decode()

    assert re.findall(r'name="(file|words|title)"', page) == ["file", "words"]
    assert "?empty=1" in page
    assert 'name="title"' in signed_in.get(ADD, {"empty": "1"}).content.decode()


def test_form_comes_back_filled_and_nothing_is_saved(signed_in):
    upload = begin(signed_in)

    page = page_of(signed_in, upload)

    assert "Debt and departure" in re.search(r'id="id_title"[^>]*>\s*(.*?)</textarea>', page)[1]
    assert "printed on page 1" in field(page, "title")
    assert "debt.pdf" in page
    assert not Output.objects.exists()


def test_file_that_waits_becomes_the_document_without_being_sent_again(
    signed_in, contributor, django_capture_on_commit_callbacks
):
    upload = begin(signed_in)

    signed_in.post(ADD, filled(title="Debt and departure", _upload=upload.pk))

    output = Output.objects.get()
    document = output.documents.get()
    assert (document.filename, document.file.read()) == ("debt.pdf", PAPER)
    assert (document.uploaded_by, document.state) == (contributor.user, "waiting")
    assert not Upload.objects.exists()
    assert len(storages["default"].listdir("documents")[0]) == 1


def test_a_form_with_faults_keeps_the_file(signed_in):
    upload = begin(signed_in)

    response = signed_in.post(ADD, filled(title="", _upload=upload.pk))

    assert f'name="_upload" value="{upload.pk}"' in response.content.decode()
    assert Upload.objects.get() == upload


@pytest.mark.parametrize("content", [b"Dear editor", b"", b"PK\x03\x04"])
def test_a_file_that_is_no_document_is_a_form_error(signed_in, content):
    response = signed_in.post(BEGIN, {"file": SimpleUploadedFile("x.pdf", content)})

    assert response.status_code == 400
    assert 'class="errorlist' in response.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "words", ["10.1234/abc", "https://example.org/x", "what is this", "TY  - x"]
)
def test_words_lead_to_the_form_with_network_or_without(signed_in, words):
    response = signed_in.post(BEGIN, {"words": words})

    page = signed_in.get(response.headers["Location"]).content.decode()
    assert 'name="title"' in page


def test_trouble_is_said_and_the_form_works_all_the_same(signed_in, contributor):
    upload = Upload.objects.create(
        user=contributor.user,
        words="10.1234/x",
        offer=Offer(problem="Crossref does not answer.").as_json(),
    )

    page = page_of(signed_in, upload)

    assert "Crossref does not answer. The form works all the same" in " ".join(page.split())
    assert 'name="title"' in page


@pytest.mark.parametrize("sent", [{}, {"words": " "}])
def test_beginning_with_nothing_asks_for_something(signed_in, sent):
    response = signed_in.post(BEGIN, sent)

    assert "Choose a file, or paste" in response.content.decode()


def test_every_filled_field_says_where_it_comes_from_and_how_sure(signed_in, contributor):
    upload = offered(
        contributor,
        Filled("title", "Fees", Source.CROSSREF, 1.0),
        Filled("issued", "2024", Source.PRINTED, 0.7, page=2),
        Filled("type", "report", Source.TEXT, 0.2),
    )

    page = page_of(signed_in, upload)
    chips = re.findall(r'class="from from-(\w+)">(.*?)<', page)

    assert chips == [
        ("sure", "Crossref; sure"),
        ("guess", "the words of the text; a guess, please check"),
        ("likely", "printed on page 2; likely"),
    ]


def test_people_and_institutions_known_to_the_hub_are_chosen_the_others_named(
    signed_in, contributor
):
    known = PersonFactory(name="Rina Akter", orcid="0000-0002-7646-603X")
    institute = InstitutionFactory(name="Centre for Policy")
    people = (
        IncomingPerson("R. Akter", orcid="0000-0002-7646-603X"),
        IncomingPerson("Selim Reza"),
    )
    upload = offered(
        contributor,
        Filled("people", people, Source.CROSSREF, 1.0),
        Filled("institutions", ("centre for policy", "Nobody knows it"), Source.TEXT, 0.7),
    )

    page = page_of(signed_in, upload)

    assert 'name="credits-TOTAL_FORMS" value="2"' in page
    first = page.partition('id="credits-0"')[2].partition('id="credits-1"')[0]
    second = page.partition('id="credits-1"')[2].partition('id="credits-empty"')[0]
    assert f'<option value="{known.pk}" selected>' in first
    assert 'value="Selim Reza"' in second
    assert f'<option value="{institute.pk}" selected>' in page
    assert "does not know by this name: Nobody knows it" in " ".join(page.split())


def test_suggestions_say_why_and_are_taken_only_when_ticked(signed_in, contributor):
    upload = offered(
        contributor,
        themes=(Suggestion("gender-and-migration", "Gender and migration", "women on 12 pages"),),
        countries=(
            Suggestion("NP", "Nepal", "on 9 pages"),
            Suggestion("QA", "Qatar", "on 4 pages"),
        ),
        keywords=(Suggestion("recruitment fees", "recruitment fees", "on 7 pages"),),
        sdgs=(Suggestion("8", "8 Decent work", "on 3 pages"),),
    )

    page = page_of(signed_in, upload)
    assert "women on 12 pages" in field(page, "themes")
    assert re.search(r'value="\d+"[^>]*name="themes"[^>]*checked', page) is None

    form = filled(
        themes=[],
        keywords="fees",
        _upload=upload.pk,
        _take=[
            "themes:gender-and-migration",
            "countries:NP",
            "keywords:recruitment fees",
            "sdgs:8",
            "sdgs:99",
            "title:Mine",
        ],
    )
    signed_in.post(ADD, form)

    output = Output.objects.get()
    assert [theme.slug for theme in output.themes.all()] == ["gender-and-migration"]
    assert [country.code for country in output.countries.all()] == ["NP"]
    assert output.keywords == ["fees", "recruitment fees"]
    assert output.sdgs == [8]
    assert output.title == "Recruitment fees in Nepal"


def test_provenance_is_kept_of_what_was_left_as_it_was_read(signed_in, contributor):
    upload = offered(
        contributor,
        Filled("title", "Recruitment fees in Nepal", Source.CROSSREF, 1.0),
        Filled("issued", "2021", Source.PRINTED, 0.7, page=1),
    )

    signed_in.post(ADD, filled(_upload=upload.pk))  # the year is another in the form

    assert Output.objects.get().provenance == {"title": {"source": "crossref", "confidence": 1.0}}


def test_nobody_reaches_the_upload_of_another(client, contributor, signed_in):
    upload = begin(signed_in)
    colleague = MembershipFactory(institution=contributor.institution, role=Role.CONTRIBUTOR)
    client.force_login(colleague.user)

    page = page_of(client, upload)
    client.post(ADD, filled(_upload=upload.pk))

    assert "debt.pdf" not in page
    assert not Output.objects.get().documents.exists()
    assert Upload.objects.get() == upload


@pytest.mark.parametrize("named", ["x", "-1", "9" * 30, "1 OR 1"])
def test_an_odd_number_of_an_upload_is_an_empty_form(signed_in, named):
    assert signed_in.get(ADD, {"upload": named}).status_code == 200


def test_uploads_nobody_comes_back_for_are_swept_away(signed_in):
    upload = begin(signed_in)
    later = timezone.now() + timedelta(days=8)

    assert filing.remove_unattached(now=later) == 0
    assert deposits.remove_old(now=timezone.now() + timedelta(days=6)) == 0
    assert deposits.remove_old(now=later) == 1
    assert filing.remove_unattached(now=later) == 1
    assert not storages["default"].exists(upload.file.name)


def test_a_name_with_odd_signs_is_made_plain(signed_in):
    upload = begin(signed_in, name="C:\\papers\\a<b>?.pdf")

    assert re.fullmatch(r"[\w .-]+\.pdf", upload.filename)


def test_who_may_not_deposit_begins_nothing(client):
    client.force_login(MembershipFactory(role=Role.CONTRIBUTOR).user)
    outsider = MembershipFactory().user
    outsider.memberships.all().delete()
    client.force_login(outsider)

    assert client.get(ADD).status_code == 403
    assert client.post(BEGIN, {"words": "10.1234/x"}).status_code == 403


def test_what_no_database_takes_is_left_out_of_an_offer(signed_in, contributor):
    odd = Filled("title", "Fe\x00es \ud800", Source.METADATA, 0.7)

    page = page_of(signed_in, offered(contributor, odd))

    assert "Fees" in field(page, "title")


def test_file_of_another_kind_waits_though_it_fills_nothing(signed_in):
    upload = begin(signed_in, b"country,year\nNP,2021\n", name="figures.csv")

    page = page_of(signed_in, upload)

    assert "Only PDF files are read to fill the form." in page
    assert "figures.csv" in page
