"""Whether a work is here already: asked while the form is filled in, and when it is saved."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from research import editorial
from research.models import DifferentWorks, Edition, Output
from tests.admin.forms import filled
from tests.factories import CreditFactory, MembershipFactory, OutputFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
ALIKE = "/admin/research/output/alike/"
ADD = "/admin/research/output/add/"
TITLE = "Recruitment fees paid by workers from Nepal"


@pytest.fixture
def mine():
    return MembershipFactory()


@pytest.fixture
def there(mine):
    output = OutputFactory(title=TITLE, issued="2023-05", draft=True, owner=mine.institution)
    CreditFactory(output=output, name="Selim Rahman")
    return output


def asked(client, **form):
    return client.post(ALIKE, form).content.decode()


def saved(client, **more):
    form = filled(title=TITLE, **{"alike-asked": "1"}) | more
    return client.post(ADD, form)


def test_same_title_with_small_differences_is_shown_side_by_side(client, mine, there):
    client.force_login(mine.user)
    page = asked(
        client,
        title="Recruitment fees paid by worker from nepal.",
        issued="2023",
        **{"credits-0-name": "RAHMAN, S."},
    )
    assert reverse("admin:research_output_change", args=[there.pk]) in page
    assert "same person" in page


def test_another_country_or_part_is_another_work(client, mine, there):
    client.force_login(mine.user)
    assert "alike-one" not in asked(client, title=TITLE.replace("Nepal", "India"), issued="2023")
    assert "alike-one" not in asked(client, title=f"{TITLE}, part II", issued="2023")


def test_same_doi_is_shown_whatever_the_title(client, mine):
    output = OutputFactory(title="Fees of workers", doi="10.5555/x", owner=mine.institution)
    client.force_login(mine.user)
    page = asked(client, title="Fees of the workers", doi="https://doi.org/10.5555/X")
    assert output.get_absolute_url() in page or str(output.pk) in page


def test_same_file_is_shown(client, mine, there):
    document = editorial.attach(
        there, content=ContentFile(pdf("Fees")), filename="fees.pdf", by=mine.user
    )
    client.force_login(mine.user)
    assert "same file" in asked(client, title="", **{"alike-sha256": document.sha256})


def test_draft_of_another_institution_shows_whose_it_is_and_no_title(client, there):
    client.force_login(MembershipFactory().user)
    typed = "Recruitment fees paid by workers of Nepal"
    for page in (
        asked(client, title=typed, issued="2023"),
        saved(client, title=typed, issued="2023").content.decode(),
    ):
        assert "A draft of another institution" in page
        assert (there.title in page, there.owner.short_name in page) == (False, True)
        assert "Selim Rahman" not in page
        assert f"/{there.pk}/change/" not in page


def test_question_needs_a_sign_in_and_post(client, mine):
    assert client.post(ALIKE, {"title": TITLE}).status_code == 302
    client.force_login(mine.user)
    assert client.get(ALIKE).status_code == 405


def test_saving_a_likely_duplicate_asks_once(client, mine, there):
    client.force_login(mine.user)

    page = saved(client).content.decode()
    assert "This may be in the hub already" in page
    assert Output.objects.count() == 1

    saved(client, **{f"alike-{there.pk}": "different"})
    assert Output.objects.count() == 2
    pair = DifferentWorks.objects.get()
    assert {pair.first_id, pair.second_id} == set(Output.objects.values_list("pk", flat=True))


def test_new_edition_is_linked_with_its_kind(client, mine, there):
    client.force_login(mine.user)
    saved(client, **{f"alike-{there.pk}": "translation"})
    edition = Edition.objects.get()
    assert (edition.of, edition.kind) == (there, "translation")


def test_what_was_said_is_not_asked_again(client, mine, there):
    client.force_login(mine.user)
    saved(client, **{f"alike-{there.pk}": "different"})
    new = Output.objects.exclude(pk=there.pk).get()
    page = asked(client, title=TITLE, issued="2023-05", **{"alike-output": new.pk})
    assert "alike-one" not in page


def test_same_file_at_save_is_asked_about_too(client, mine, there):
    content = pdf("Fees")
    editorial.attach(there, content=ContentFile(content), filename="fees.pdf", by=mine.user)
    client.force_login(mine.user)
    upload = SimpleUploadedFile("other.pdf", content, "application/pdf")
    page = saved(
        client,
        title="A title of its own, unlike any",
        **{"documents-TOTAL_FORMS": 1, "documents-0-upload": upload},
    ).content.decode()
    assert "same file" in page


def test_no_edition_is_linked_to_an_unseen_draft_of_others(client, mine):
    """The link would tell the title of any draft of the hub by its number."""
    theirs = OutputFactory(title="Unheard of", draft=True, owner=MembershipFactory().institution)
    client.force_login(mine.user)

    saved(client, **{f"alike-{theirs.pk}": "translation"})

    assert (Output.objects.count(), Edition.objects.count()) == (2, 0)


def test_only_visible_records_are_offered_as_editions(client, mine):
    OutputFactory(title=TITLE, issued="2023-05", draft=True, owner=MembershipFactory().institution)
    client.force_login(mine.user)
    page = asked(client, title=TITLE, issued="2023-05")
    assert 'value="different"' in page
    assert 'value="translation"' not in page
