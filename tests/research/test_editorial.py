import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from partners.models import Change
from research import editorial, filing
from research.models import Document, Output
from tests.factories import DocumentFactory, OutputFactory, UserFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
Status = Output.Status
PDF = pdf("Recruitment fees")


def ready(**fields: object) -> Output:
    fields = {"draft": True, "themes": ["gender-and-migration"], "doi": "10.1234/ready"} | fields
    return OutputFactory(**fields)


def attach(output: Output, content: bytes = PDF, filename: str = "brief.pdf") -> Document:
    return editorial.attach(output, content=ContentFile(content), filename=filename, by=None)


# Addresses


def test_new_slug_is_made_of_the_title():
    assert editorial.new_slug("Left behind: Families in Nepal", "2019-03") == (
        "left-behind-families-in-nepal"
    )


def test_new_slug_takes_the_year_and_then_a_number_where_the_title_is_taken():
    slugs = []
    for _ in range(4):
        slugs.append(editorial.new_slug("Annual survey", "2019"))
        OutputFactory(slug=slugs[-1])

    assert slugs == [
        "annual-survey",
        "annual-survey-2019",
        "annual-survey-2019-2",
        "annual-survey-2019-3",
    ]


def test_new_slug_of_a_title_without_latin_letters_is_plain():
    OutputFactory(slug="output")

    assert editorial.new_slug("वैदेशिक रोजगारी", "2021") == "output-2021"


def test_new_slug_of_an_endless_title_fits():
    assert len(editorial.new_slug("migration " * 50, "2021")) <= 110


# Attaching a file


def test_attach_keeps_the_file_under_its_hash_and_lets_it_wait():
    user = UserFactory()
    output = OutputFactory(draft=True)

    document = editorial.attach(
        output, content=ContentFile(PDF), filename="C:\\my files\\A “brief”?.pdf", by=user
    )

    sha256 = hashlib.sha256(PDF).hexdigest()
    assert document.file.name == f"documents/{sha256[:2]}/{sha256}"
    assert document.file.read() == PDF
    assert (document.sha256, document.size) == (sha256, len(PDF))
    assert (document.filename, document.media_type) == ("A “brief”.pdf", "application/pdf")
    assert (document.state, document.order, document.uploaded_by) == ("waiting", 1, user)


def test_attach_the_same_file_again_gives_the_document_that_is_there():
    output = OutputFactory(draft=True)

    assert attach(output) == attach(output)
    assert output.documents.count() == 1


def test_attach_the_same_file_to_two_outputs_stores_it_once():
    one, other = attach(OutputFactory()), attach(OutputFactory())

    assert one.pk != other.pk
    assert one.file.name == other.file.name
    assert storages["default"].listdir("documents")[0] == [one.sha256[:2]]
    assert storages["default"].listdir(f"documents/{one.sha256[:2]}")[1] == [one.sha256]


def test_attach_mends_a_file_that_a_killed_process_left_half_written():
    sha256 = hashlib.sha256(PDF).hexdigest()
    storages["default"].save(f"documents/{sha256[:2]}/{sha256}", ContentFile(PDF[:20]))

    assert attach(OutputFactory()).file.read() == PDF


def test_attach_puts_the_second_document_behind_the_first():
    output = OutputFactory()

    assert [attach(output).order, attach(output, pdf("Wages")).order] == [1, 2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04" + PDF, "The file is damaged: it can't be opened."),
        (PDF + b" " * 2**20, "The file is larger than 1 MB."),
    ],
    ids=["empty", "zip before", "large"],
)
def test_attach_refuses_what_is_no_document(settings, content, sentence):
    settings.DOCUMENT_LIMITS = {"pdf": 2**20}

    with pytest.raises(filing.FileRefused) as refusal:
        attach(OutputFactory(), content)

    assert str(refusal.value) == sentence
    assert not Document.objects.exists()


@pytest.mark.parametrize("filename", ["evil.exe", "evil.pdf", "evil.PDF.exe", "evil"])
def test_attach_names_every_file_as_the_pdf_it_is(filename):
    assert attach(OutputFactory(), filename=filename).filename in {"evil.pdf", "evil.PDF.pdf"}


@pytest.mark.parametrize("filename", ["", "...", "/", "\x00"])
def test_attach_names_a_file_without_a_name(filename):
    assert attach(OutputFactory(), filename=filename).filename == "document.pdf"


def test_files_of_uploads_that_failed_are_removed_after_a_day():
    kept = attach(OutputFactory())
    lost = storages["default"].save("documents/00/" + "0" * 64, ContentFile(b"%PDF"))

    assert filing.remove_unattached() == 0
    assert filing.remove_unattached(now=timezone.now() + timedelta(days=2)) == 1
    assert storages["default"].exists(kept.file.name)
    assert not storages["default"].exists(lost)


def test_files_of_deleted_documents_are_kept_for_who_wants_them_back():
    deleted = attach(OutputFactory())
    deleted.delete()

    assert filing.remove_unattached(now=timezone.now() + timedelta(days=2)) == 0
    Change.objects.update(at=timezone.now() - filing.RESTORABLE_FOR - timedelta(days=1))
    assert filing.remove_unattached(now=timezone.now() + timedelta(days=2)) == 1
    assert not storages["default"].exists(deleted.file.name)


# The way from a draft to the public, and back


def test_an_output_goes_through_its_life():
    depositor, editor = UserFactory(), UserFactory()
    output = ready()

    editorial.submit(output, by=depositor)
    assert (output.status, output.submitted_by) == (Status.SUBMITTED, depositor)

    editorial.return_(output, by=editor, comment=" Please add the year. ")
    assert (output.status, output.returned_by) == (Status.RETURNED, editor)
    assert output.return_comment == "Please add the year."

    editorial.submit(output, by=depositor)
    assert output.return_comment == ""

    editorial.publish(output, by=editor)
    assert (output.status, output.published_by) == (Status.PUBLISHED, editor)

    first_public = output.published_at
    editorial.withdraw(output, by=editor, reason="The table on p. 3 is wrong.")
    assert (output.status, output.withdrawn_by) == (Status.WITHDRAWN, editor)
    assert output.published_at == first_public

    editorial.publish(output, by=editor)
    output.refresh_from_db()
    assert (output.status, output.withdrawal_reason) == (Status.PUBLISHED, "")
    assert output.published_at == first_public


def test_publishing_twice_changes_nothing():
    output = ready()
    editorial.publish(output, by=None, at=datetime(2020, 5, 1, tzinfo=UTC))

    editorial.publish(output, by=UserFactory())

    output.refresh_from_db()
    assert output.published_at == datetime(2020, 5, 1, tzinfo=UTC)
    assert output.published_by is None


def test_publish_says_everything_that_is_missing():
    output = OutputFactory(draft=True, summary=" ")

    with pytest.raises(editorial.NotReadyToPublish) as refusal:
        editorial.publish(output, by=None)

    assert refusal.value.reasons == [
        "Choose at least one theme.",
        "The summary (“in brief”) is missing.",
        "Attach a document, or give a DOI or an address where it can be read.",
    ]
    output.refresh_from_db()
    assert output.status == Status.DRAFT


@pytest.mark.parametrize(
    "fields",
    [
        {"doi": "10.1234/ready"},
        {"url": "https://example.org/brief"},
        {"access": "metadata-only"},
    ],
    ids=["doi", "address", "record only"],
)
def test_publish_needs_a_document_or_a_link_unless_it_is_a_record_only(fields):
    assert editorial.publish(ready(**{"doi": ""} | fields), by=None).is_public


def test_publish_is_content_with_a_document():
    output = ready(doi="")
    attach(output)

    assert editorial.publish(output, by=None).is_public


def test_publish_does_not_count_a_document_that_nobody_can_read():
    output = ready(doi="")
    DocumentFactory(output=output, state="unreadable")

    assert editorial.reasons_not_to_publish(output) == [
        "Attach a document, or give a DOI or an address where it can be read."
    ]


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("published", lambda output, user: editorial.submit(output, by=user)),
        ("draft", lambda output, user: editorial.return_(output, by=user, comment="Why?")),
        ("draft", lambda output, user: editorial.withdraw(output, by=user, reason="Wrong.")),
    ],
    ids=["submit what is public", "return a draft", "withdraw a draft"],
)
def test_a_verb_out_of_turn_is_refused(status, verb):
    output = OutputFactory(status=status)

    with pytest.raises(editorial.NotPossibleNow):
        verb(output, UserFactory())

    output.refresh_from_db()
    assert output.status == status


def test_withdrawing_needs_a_reason():
    output = OutputFactory()

    with pytest.raises(editorial.NotPossibleNow) as refusal:
        editorial.withdraw(output, by=UserFactory(), reason="  ")

    assert str(refusal.value) == "Say why the output is withdrawn."


def test_a_verb_goes_by_the_database_and_not_by_an_old_copy():
    output = ready()
    old_copy = Output.objects.get(pk=output.pk)
    editorial.publish(output, by=None)

    with pytest.raises(editorial.NotPossibleNow):
        editorial.submit(old_copy, by=UserFactory())


# Embargoes


def test_embargo_that_ended_is_lifted_once():
    now = timezone.now()
    ended, other = (
        OutputFactory(access="embargoed", embargo_until=until)
        for until in (now - timedelta(minutes=1), now + timedelta(days=1))
    )

    assert [editorial.lift_embargoes(), editorial.lift_embargoes()] == [1, 0]

    stamp = ended.oai_datestamp
    ended.refresh_from_db()
    other.refresh_from_db()
    assert (ended.access, ended.embargo_until) == ("open", None)
    assert ended.oai_datestamp > stamp
    assert other.access == "embargoed"
