"""What an institution gets back: its own figures, work lists that lead somewhere, a report."""

import csv
import re
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.roles import Role
from research.models import DayOfUsage, LinkCheck, SearchThatLed, UsageCount
from research.usage.sheets import harmless
from tests.factories import (
    DocumentFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    OutputInstitutionFactory,
)

pytestmark = pytest.mark.django_db
FIGURES = "/admin/research/dayofusage/"
BROKEN = {
    "state": "broken",
    "failures": 4,
    "failing_since": timezone.now(),
    "reason": "The server knows nothing of it.",
}
REPORT = "/admin/research/dayofusage/report/"
RANGE = {"first": "2026-01-01", "last": "2026-01-31"}


@pytest.fixture
def member(client):
    membership = MembershipFactory(role=Role.CONTRIBUTOR, institution__name="CESLAM")
    client.force_login(membership.user)
    return membership


def used(output, day: str = "2026-01-05", investigations: int = 5, requests: int = 2):
    DayOfUsage.objects.create(
        output=output,
        day=day,
        investigations=investigations,
        requests=requests,
        unique_investigations=investigations,
        unique_requests=requests,
    )


def counted(day: str = "2026-01-31"):
    UsageCount.objects.create(day=day, counted_at="2026-02-01T00:10Z")


def tiles(response) -> list[str]:
    found = re.findall(r"<li>(.*?)</li>", response.content.decode().split('class="figures"')[1])
    return [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in found]


def rows(response) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_dashboard_is_found_from_the_front_page(client, member):
    assert f'href="{FIGURES}"' in client.get("/admin/").content.decode()


def test_dashboard_shows_states_and_what_is_missing_with_links(client, member):
    OutputFactory(owner=member.institution, draft=True)
    published = OutputFactory(owner=member.institution, doi="10.1234/a", licence="", summary="S.")
    OutputFactory(owner=InstitutionFactory())

    response = client.get(FIGURES)

    assert tiles(response) == [
        "1 Draft",
        "0 Submitted",
        "0 Returned",
        "1 Published",
        "0 Withdrawn",
        "0 No DOI",
        "1 No licence",
        "0 No summary",
        "0 Nothing to read: no file, DOI or address",
        "0 A link that leads nowhere any more",
    ]
    link = re.search(r'href="([^"]*missing=licence[^"]*)"', response.content.decode()).group(1)
    listed = client.get(link.replace("&amp;", "&"))
    assert list(listed.context["cl"].queryset) == [published]


@pytest.mark.parametrize("what", ["doi", "licence", "summary", "document", "link"])
def test_work_list_names_what_lacks_it(client, what):
    client.force_login(MembershipFactory(of_the_hub=True).user)
    whole = OutputFactory(doi="10.1234/a", licence="CC-BY-4.0")
    DocumentFactory.create_batch(2, output=whole)
    lacking = OutputFactory(summary="")
    for output, state in ((whole, {}), (lacking, BROKEN)):
        LinkCheck.objects.create(output=output, field="url", address="https://a.org", **state)

    listed = client.get(reverse("admin:research_output_changelist"), {"missing": what})

    assert list(listed.context["cl"].queryset) == [lacking]


def test_dashboard_shows_use_searches_and_as_of_when(client, member):
    counted(timezone.now().date().isoformat())
    output = OutputFactory(owner=member.institution, title="Fees")
    used(output, timezone.now().date().isoformat(), 7, 3)
    SearchThatLed.objects.create(output=output, day=timezone.now().date(), text="fees", readers=3)
    SearchThatLed.objects.create(
        output=output, day=timezone.now().date(), text="my name", readers=2
    )

    html = client.get(FIGURES).content.decode()

    assert "Opened 7 times, 3 of them to read or download the document." in html
    assert "Counts as of" in html
    assert "<bdi>fees</bdi>" in html
    assert "my name" not in html
    assert 'class="all"' in html
    assert "style=" not in html.split('id="content-main"')[1].split("</main>")[0]


def test_member_sees_the_own_institution_only(client, member):
    other = InstitutionFactory(name="Elsewhere")
    used(OutputFactory(owner=other, title="Theirs"))

    figures = client.get(FIGURES, {"institution": other.pk})
    report = client.get(REPORT, RANGE | {"institution": other.pk})
    own = client.get(REPORT, RANGE)

    assert "<h2>CESLAM</h2>" in figures.content.decode()
    assert "Theirs" not in figures.content.decode()
    assert "Theirs" not in report.content.decode()
    assert "Theirs" not in own.content.decode()


def test_hub_editor_sees_all(client):
    client.force_login(MembershipFactory(of_the_hub=True).user)
    institution = InstitutionFactory(name="IIMAD")
    OutputFactory(owner=institution)

    assert "<h2>The whole hub</h2>" in client.get(FIGURES).content.decode()
    one = client.get(FIGURES, {"institution": institution.pk})
    assert "<h2>IIMAD</h2>" in one.content.decode()


def test_visitor_sees_nothing(client):
    assert client.get(FIGURES).status_code == 302
    assert client.get(REPORT, RANGE).status_code == 302


def test_report_counts_by_output_theme_and_country_within_the_range(client, member):
    counted()
    own = OutputFactory(
        owner=member.institution,
        title="Fees",
        slug="fees",
        doi="10.1234/a",
        themes=["gender-and-migration", "drivers-of-migration"],
        countries=["NP"],
    )
    named = OutputFactory(title="Wages", slug="wages", countries=["NP"])
    OutputInstitutionFactory(output=named, institution=member.institution)
    OutputFactory(owner=member.institution, title="Draft", draft=True)
    used(own, "2026-01-05", 5, 2)
    used(own, "2026-02-01", 100, 50)
    used(named, "2026-01-31", 1, 0)

    found = rows(client.get(REPORT, RANGE | {"format": "csv"}))

    figures = [[row[0], row[1], *row[6:]] for row in found[1:] if row[0] != "note"]
    assert figures == [
        ["output", "Fees", "5", "2", "5", "2"],
        ["output", "Wages", "1", "0", "1", "0"],
        ["theme", "Drivers of migration", "5", "2", "5", "2"],
        ["theme", "Gender and migration", "5", "2", "5", "2"],
        ["country", "Nepal", "6", "2", "6", "2"],
        ["all", "All outputs together", "6", "2", "6", "2"],
    ]
    assert found[0][6:] == [
        "Total_Item_Investigations",
        "Total_Item_Requests",
        "Unique_Item_Investigations",
        "Unique_Item_Requests",
    ]
    assert found[1][2].endswith("/outputs/fees/")
    assert [row[1] for row in found if row[0] == "note"][-1] == (
        "Counting began on 31 January 2026; counts as of 31 January 2026."
    )


def test_report_page_says_how_it_was_counted(client, member):
    OutputFactory(owner=member.institution, title="Fees")

    html = client.get(REPORT, RANGE).content.decode()

    assert "1 January 2026 to 31 January 2026" in html
    assert "Counted after the COUNTER Code of Practice, release 5.1" in html
    assert "No day has been counted yet." in html


def test_report_for_one_donor_counts_what_it_paid_for(client, member):
    donor = InstitutionFactory(name="Donor")
    paid = OutputFactory(owner=member.institution, title="Paid")
    OutputInstitutionFactory(output=paid, institution=donor, role="funder")
    OutputFactory(owner=member.institution, title="Unpaid")

    html = client.get(REPORT, RANGE | {"funder": donor.pk}).content.decode()

    assert "Paid</a>" in html
    assert "Unpaid" not in html
    assert "paid for by Donor" in html


def test_report_of_a_range_that_ends_before_it_begins_is_refused(client, member):
    answer = client.get(REPORT, {"first": "2026-02-01", "last": "2026-01-01"})

    assert "The last day lies before the first." in answer.content.decode()


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =cmd|'/C calc'!A0"])
def test_sheet_holds_no_formula(client, member, title):
    OutputFactory(owner=member.institution, title=title)

    found = rows(client.get(REPORT, RANGE | {"format": "csv"}))

    assert found[1][1] == f"'{title}"
    assert harmless("Fees = debt") == "Fees = debt"


@pytest.mark.parametrize("how_many", [1, 4])
def test_dashboard_asks_a_fixed_number_of_questions(
    client, member, django_assert_num_queries, how_many
):
    counted()
    for _ in range(how_many):
        used(OutputFactory(owner=member.institution, themes=["gender-and-migration"]))

    with django_assert_num_queries(20):
        client.get(FIGURES)


@pytest.mark.parametrize("how_many", [1, 4])
def test_report_asks_a_fixed_number_of_questions(
    client, member, django_assert_num_queries, how_many
):
    for _ in range(how_many):
        used(OutputFactory(owner=member.institution, themes=["gender-and-migration"]))

    with django_assert_num_queries(15):
        client.get(REPORT, RANGE)
