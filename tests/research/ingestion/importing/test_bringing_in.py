"""What rows become, and how far whoever began the import may carry them."""

import pytest

from partners.roles import Role
from research import editorial
from research.ingestion.importing import jobs, work
from research.models import ImportRow, Output
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
)
from tests.research.ingestion.importing.lists import checked, run, table, works

pytestmark = pytest.mark.django_db


def test_row_becomes_a_draft_with_all_it_says():
    owner = InstitutionFactory(name="Institute of Wages")
    other = InstitutionFactory(name="Bureau of Fees")
    person = PersonFactory(name="Priya Das")
    content = table(
        {
            "Title": "Fees", "Authors": "Das, Priya; Onta, N.", "Year": "2019-05",
            "Type": "Policy brief", "Language": "Nepali", "Themes": "gender-and-migration",
            "Countries": "Nepal; Atlantis", "Institutions": "Bureau of Fees; Unknown Bureau",
            "Licence": "CC BY 4.0", "Stages": "Before departure", "SDGs": "5, 8",
        }
    )  # fmt: skip

    run(checked(content, owner=owner))

    output = Output.objects.get()
    assert (output.slug, output.type, output.language, output.issued, output.licence) == (
        "fees", "policy-brief", "ne", "2019-05", "CC-BY-4.0",
    )  # fmt: skip
    assert (output.status, output.owner, output.stages, output.sdgs) == (
        "draft", owner, ["before-departure"], [5, 8],
    )  # fmt: skip
    assert list(output.credits.order_by("order").values_list("name", "person", "order")) == [
        ("Priya Das", person.pk, 1),
        ("N. Onta", None, 2),
    ]
    assert [theme.slug for theme in output.themes.all()] == ["gender-and-migration"]
    assert list(output.institutions.all()) == [other]
    row = ImportRow.objects.get()
    assert {(field, value) for field, value, _reason in row.remarks} == {
        ("countries", "Atlantis"), ("institution", "Unknown Bureau"),
    } | ({("countries", "Nepal")} if not output.countries.exists() else set())  # fmt: skip


def test_same_title_gets_addresses_of_its_own():
    OutputFactory(slug="introduction", title="Introduction")
    rows = [
        {"Title": "Introduction", "Year": "2001", "Authors": f"Das, {n}"} for n in "ABCDEFGHIJK"
    ]
    names = "Ali Bose Chen Diaz Ekka Fazl Gupta Haque Islam Joshi Khan".split()
    for row, name in zip(rows, names, strict=True):
        row["Authors"] = f"{name}, Ann"

    run(checked(table(*rows)))

    slugs = set(Output.objects.values_list("slug", flat=True))
    assert slugs == {"introduction", "introduction-2001"} | {
        f"introduction-2001-{number}" for number in range(2, 12)
    }


def test_identifier_added_since_the_check_makes_a_duplicate():
    job = checked(table(works(1)[0] | {"DOI": "10.5555/x"}))
    OutputFactory(doi="10.5555/x")
    run(job)
    assert (job.counts()["duplicate"], Output.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("become", "status"), [("submitted", "submitted"), ("published", "published")]
)
def test_rows_are_submitted_or_published_where_nothing_is_missing(become, status):
    editor = MembershipFactory(of_the_hub=True).user
    whole = {"Title": "Fees", "Summary": "They rise.", "Themes": "gender-and-migration",
             "URL": "https://example.org/fees"}  # fmt: skip
    job = run(checked(table(whole, works(1)[0]), become=become, by=editor))
    found = dict(Output.objects.values_list("title", "status"))
    assert found.pop("Fees") == status
    assert set(found.values()) == {"submitted" if become == "submitted" else "draft"}
    assert job.state == "done"


def test_merged_address_is_not_given_again():
    keeper, given_up = OutputFactory(slug="keeper"), OutputFactory(slug="fees", title="Fees")
    if hasattr(editorial, "merge"):
        from research.models import MergedOutput

        MergedOutput.objects.create(
            slug="fees", old_id=given_up.pk, keeper=keeper, title="Fees", was_public=True,
            origin="partner",
        )  # fmt: skip
        given_up.delete()
        run(checked(table({"Title": "Fees", "Year": "2001"})))
        assert Output.objects.filter(slug="fees-2001").exists()


def test_gaps_of_what_was_sent_since_the_check_are_not_filled():
    membership = MembershipFactory()
    there = OutputFactory(
        title="Fees of kin in Nepal", issued="2019", doi="10.5555/fees", draft=True,
        owner=membership.institution, created_by=membership.user, summary="",
    )  # fmt: skip
    row = {"Title": there.title, "Year": "2019", "DOI": there.doi, "Abstract": "Of fees."}
    job = checked(table(row), owner=membership.institution, by=membership.user, fills_gaps=True)
    assert job.rows.get().verdict == "changed"
    Output.objects.update(status="submitted")

    run(job)

    there.refresh_from_db()
    assert (there.abstract, job.rows.get().verdict) == ("", "duplicate")


WHOLE = {"Title": "Fees", "Summary": "They rise.", "Themes": "gender-and-migration",
         "URL": "https://example.org/fees"}  # fmt: skip


@pytest.mark.parametrize("become", ["submitted", "published"])
def test_right_lost_since_it_was_begun_leaves_drafts_and_says_so(become):
    membership = MembershipFactory(of_the_hub=True)
    owner = InstitutionFactory()
    job = checked(table(WHOLE), become=become, by=membership.user, owner=owner)
    membership.delete()
    role = Role.CONTRIBUTOR if become == "published" else Role.INSTITUTION_EDITOR
    MembershipFactory(user=membership.user, institution=owner, role=role)

    run(job)

    status = "draft" if become == "published" else "submitted"
    assert Output.objects.get().status == status
    said = [reason for _field, _value, reason in job.rows.get().remarks]
    assert said == (
        ["Left as a draft: whoever began this import may not publish it."]
        if become == "published"
        else []
    )


def test_right_lost_between_two_batches_ends_with_the_first(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 1)
    membership = MembershipFactory(of_the_hub=True)
    second = WHOLE | {"Title": "Wages of crops", "URL": "https://example.org/wages"}
    job = checked(table(WHOLE, second), become="published", by=membership.user)
    jobs.go(job, "run")
    work.work_on(job.pk, lambda done, _total: done == 1 and membership.delete())

    job.refresh_from_db()
    assert (job.state, [output.title for output in Output.objects.published()]) == (
        "done",
        ["Fees"],
    )
    refused = job.rows.get(verdict="refused")
    assert refused.remarks == [
        ["", "", "Whoever began this import may no longer add outputs there."]
    ]


def test_nobody_who_may_not_sign_in_any_more_brings_anything_in():
    membership = MembershipFactory()
    job = checked(table(*works(2)), by=membership.user, owner=membership.institution)
    membership.user.is_active = False
    membership.user.save()

    run(job)

    assert (Output.objects.count(), job.state, job.counts()["refused"]) == (0, "done", 2)
