"""Each promise of the research tables, tried to be broken behind the forms' back."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from research.models import (
    Corridor,
    DayOfUsage,
    Document,
    Edition,
    Import,
    ProjectInstitution,
    SearchThatLed,
    Upload,
)
from research.models.imports import DifferentWorks, ImportRow
from tests.factories import (
    ConceptFactory,
    CorridorFactory,
    CreditFactory,
    DocumentFactory,
    DocumentPageFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PracticeFactory,
    ProjectFactory,
    RecommendationFactory,
    UserFactory,
)
from tests.research.harvest_promises import PROMISES

pytestmark = pytest.mark.django_db


def twice(factory, **values):
    factory(**values)
    factory(**values)


def same_role_twice():
    link = OutputInstitutionFactory()
    OutputInstitutionFactory(output=link.output, institution=link.institution)


def two_preferred_words():
    concept = ConceptFactory(en=["wage theft"])
    concept.labels.create(language="en", text="unpaid wages", kind="preferred")


def same_role_in_a_project_twice():
    link = {"project": ProjectFactory(), "institution": InstitutionFactory(), "role": "funder"}
    ProjectInstitution.objects.create(**link)
    ProjectInstitution.objects.create(**link)


def link_twice():
    work, edition = OutputFactory.create_batch(2)
    Edition.objects.create(output=edition, of=work, kind="brief")
    Edition.objects.create(output=edition, of=work, kind="translation")


def link_to_itself():
    output = OutputFactory()
    Edition.objects.create(output=output, of=output, kind="brief")


def same_corridor_twice():
    CorridorFactory()
    Corridor.objects.create(origin_id="NP", destination_id="QA")


def day_of_usage(**counts):
    DayOfUsage.objects.create(output=counts.pop("output", None) or OutputFactory(), **counts)


def search_that_led(output):
    SearchThatLed.objects.create(output=output, day="2026-01-05", text="fees", readers=1)


def replaced(**values):
    Document.objects.filter(pk=DocumentFactory().pk).update(**values)


def imported(**values):
    return Import.objects.create(
        **{"filename": "list.csv", "owner": InstitutionFactory(), "state": "failed", **values}
    )


def row_of_import(**values):
    job = values.pop("job", None) or imported(reason="It is empty.")
    ImportRow.objects.create(**{"job": job, "number": 1, "line": 2, **values})


def different(first, second):
    DifferentWorks.objects.create(first=first, second=second)


BROKEN = PROMISES | {
    "import_lease_only_at_work": lambda: imported(reason="No.", lease_until=timezone.now()),
    "import_failure_says_why": lambda: imported(reason=""),
    "importrow_once": lambda: twice(row_of_import, job=imported(reason="It is empty.")),
    "importrow_done_says_when": lambda: row_of_import(stage="done"),
    "differentworks_said_once": lambda: twice(
        different, first=OutputFactory(), second=OutputFactory()
    ),
    "differentworks_in_order": lambda: different(*OutputFactory.create_batch(2)[::-1]),
    "corridor_unique": same_corridor_twice,
    "corridor_crosses_a_border": lambda: CorridorFactory(destination_id="NP"),
    "output_doi_unique": lambda: twice(OutputFactory, doi="10.1234/one"),
    "output_doi_shape": lambda: OutputFactory(doi="https://doi.org/10.1234/ONE"),
    "output_handle_unique": lambda: twice(OutputFactory, handle="1/2"),
    "output_has_a_title": lambda: OutputFactory(title=""),
    "output_issued_shape": lambda: OutputFactory(issued="0023"),
    "output_date_follows_status": lambda: OutputFactory(draft=True, published_at=timezone.now()),
    "output_withdrawal_is_explained": lambda: OutputFactory(withdrawn=True, withdrawal_reason=""),
    "output_embargo_has_an_end": lambda: OutputFactory(access="embargoed"),
    "output_embargo_in_our_time": lambda: OutputFactory(
        access="embargoed", embargo_until=datetime(1999, 12, 31, tzinfo=UTC)
    ),
    "output_language_is_a_tag": lambda: OutputFactory(language="English"),
    "output_sdgs_exist": lambda: OutputFactory(sdgs=[18]),
    "output_gcm_objectives_exist": lambda: OutputFactory(gcm_objectives=[24]),
    "output_classified_by_known_words": lambda: OutputFactory(populations=["everybody"]),
    "credit_order_unique": lambda: twice(CreditFactory, output=OutputFactory(), order=1),
    "credit_has_a_name": lambda: CreditFactory(name=""),
    "outputinstitution_named_once": same_role_twice,
    "edition_linked_once": link_twice,
    "edition_of_another": link_to_itself,
    "recommendation_says_what": lambda: RecommendationFactory(text=""),
    "recommendation_page_from_one": lambda: RecommendationFactory(page=0),
    "recommendation_order_unique": lambda: twice(
        RecommendationFactory, output=OutputFactory(), order=1
    ),
    "project_dates_shape": lambda: ProjectFactory(start="soon"),
    "projectinstitution_named_once": same_role_in_a_project_twice,
    "practice_classified_by_known_words": lambda: PracticeFactory(stages=["whenever"]),
    "document_attached_once": lambda: twice(DocumentFactory, output=OutputFactory(), content=b"x"),
    "document_lease_follows_state": lambda: DocumentFactory(state="reading"),
    "document_read_has_pages": lambda: DocumentFactory(page_count=None),
    "document_unreadable_says_why": lambda: DocumentFactory(state="unreadable", reason=""),
    "document_is_not_empty": lambda: DocumentFactory(content=b""),
    "document_replaced_says_when": lambda: replaced(replaced_by=DocumentFactory()),
    "document_replaced_by_another": lambda: replaced(
        replaced_by=models.F("id"), replaced_at=timezone.now()
    ),
    "dayofusage_once": lambda: twice(day_of_usage, output=OutputFactory(), day="2026-01-05"),
    "dayofusage_adds_up": lambda: day_of_usage(day="2026-01-05", investigations=1, requests=2),
    "searchthatled_once": lambda: twice(search_that_led, output=OutputFactory()),
    "upload_is_a_file_or_words": lambda: Upload.objects.create(user=UserFactory()),
    "documentpage_unique": lambda: twice(DocumentPageFactory, document=DocumentFactory()),
    "documentpage_from_one": lambda: DocumentPageFactory(number=0),
    "conceptlabel_said_once": lambda: ConceptFactory(en=["wage theft", "wage theft"]),
    "conceptlabel_one_preferred": two_preferred_words,
    "conceptlabel_has_text": lambda: ConceptFactory(en=[" "]),
}


def break_promise(name):
    BROKEN[name]()
    connection.check_constraints()  # what may wait until the commit


@pytest.mark.parametrize("name", BROKEN)
def test_database_keeps_its_promise(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        break_promise(name)


def test_every_constraint_is_tried():
    declared = {
        constraint.name
        for model in apps.get_app_config("research").get_models()
        for constraint in model._meta.constraints
    }

    assert declared == set(BROKEN)
