"""What people decide about what a source proposes; whose a work looks like."""

import pytest

from research import editorial
from research.ingestion.harvesting import deciding
from research.models import Credit, Output, Proposal
from tests.factories import (
    AffiliationFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
    UserFactory,
)
from tests.factories.harvests import SourceFactory, gone, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def conflict(harvest):
    """A proposal about the pages of an output that a person wrote."""
    source = SourceFactory(trust="publish")
    OutputFactory(title="Wages of masons in Doha", issued="2021", pages="1–12")
    said = {"issued": "2021", "people": (), "url": ""}
    harvest(source, [item("k", "Wages of masons in Doha", pages="3–12", **said)])

    def say(pages: str) -> None:
        harvest(source, [item("k", "Wages of masons in Doha", pages=pages, **said)])

    return say


def test_accepted_value_is_written_and_stays_a_persons(conflict):
    user = UserFactory()

    deciding.accept(Proposal.objects.get(), by=user)

    output = Output.objects.get()
    assert output.pages == "3–12"
    conflict("5–12")
    output.refresh_from_db()
    assert (output.pages, Proposal.objects.waiting().get().theirs) == ("3–12", "5–12")


def test_refused_value_is_asked_about_again_only_when_it_changes(conflict):
    deciding.refuse(Proposal.objects.get(), by=UserFactory())

    conflict("3–12")
    assert Proposal.objects.waiting().count() == 0
    conflict("4–12")

    assert Proposal.objects.waiting().get().theirs == "4–12"
    assert Output.objects.get().pages == "1–12"


def test_value_that_is_always_refused_is_never_asked_about_again(conflict):
    deciding.always_refuse(Proposal.objects.get(), by=UserFactory())

    conflict("4–12")

    assert Proposal.objects.waiting().count() == 0


def test_open_proposal_follows_the_source(conflict):
    conflict("4–12")

    assert Proposal.objects.get().theirs == "4–12"


def test_decided_proposal_is_not_decided_again(conflict):
    proposal = Proposal.objects.get()
    deciding.refuse(proposal, by=UserFactory())

    done, not_done = deciding.decide_all([proposal], "accept", by=UserFactory())

    assert (done, [why for _one, why in not_done]) == (0, ["Somebody has decided this already."])


def test_people_that_are_others_are_proposed_and_replaced(harvest):
    output = OutputFactory(title="Wages of masons in Doha", issued="2021", doi="10.1234/m")
    Credit.objects.create(output=output, name="Chowdhury, Rina")
    said = {"issued": "2021", "doi": "10.1234/m"}
    harvest(
        SourceFactory(), [item("k", "Wages of masons in Doha", people=("Das, Priya",), **said)]
    )

    deciding.accept(Proposal.objects.get(field="people"), by=UserFactory())

    assert [credit.name for credit in output.credits.all()] == ["Das, Priya"]


def test_works_look_like_an_institutions_by_ror_names_and_people(harvest):
    partner = InstitutionFactory(
        name="Refugee and Migratory Movements Research Unit",
        acronym="RMMRU",
        ror="05wdbfp45",
        hub_role="partner",
    )
    InstitutionFactory(name="University of Elsewhere", hub_role="publisher")
    AffiliationFactory(person=PersonFactory(name="Das, Priya"), institution=partner)
    source = SourceFactory(trust="propose")
    by_name = "Refugee and Migratory Movements Research Unit, Dhaka, Bangladesh"

    run = harvest(
        source,
        [
            item("a", people=(), institutions=("https://ror.org/05wdbfp45",)),
            item("aa", people=(), rors=("05wdbfp45",)),
            item("b", people=(), institutions=(by_name,)),
            item("c"),
            item("d", people=("Somebody, Else",), institutions=("University of Elsewhere",)),
        ],
    )

    assert run.proposed == 5
    claims = Proposal.objects.claims().order_by("identifier")
    assert [(claim.identifier, claim.institution, claim.why) for claim in claims] == [
        ("a", partner, "It is named by its ROR."),
        ("aa", partner, "It is named by its ROR."),
        ("b", partner, f"It is named: “{by_name}”."),
        ("c", partner, "Das, Priya has worked there."),
    ]
    assert Proposal.objects.besides_claims().get().identifier == "d"


def test_source_asked_for_words_claims_nothing_for_its_institution(harvest):
    partner = InstitutionFactory(name="Institute of Policy Studies", hub_role="partner")
    source = SourceFactory(
        trust="propose", institution=partner, settings={"query": "Institute of Policy Studies"}
    )

    harvest(source, [item("a"), item("b", publisher="Institute of Policy Studies")])

    proposals = Proposal.objects.order_by("identifier")
    assert [(one.kind, one.institution) for one in proposals] == [
        ("new", None),
        ("claim", partner),
    ]


def test_accepted_claims_become_outputs_of_the_institution(harvest):
    partner, editor = InstitutionFactory(hub_role="partner"), UserFactory()
    source = SourceFactory(trust="propose", institution=partner)
    harvest(source, [item("a"), item("b")])

    done, not_done = deciding.decide_all(Proposal.objects.claims(), "accept", by=editor)

    assert (done, not_done) == (2, [])
    outputs = Output.objects.order_by("pk")
    assert [(one.owner, one.status, one.approved_by) for one in outputs] == [
        (partner, "submitted", editor)
    ] * 2
    assert [*outputs[0].institutions.all()] == [partner]
    again = harvest(source, since="")
    assert (again.unchanged, Output.objects.count()) == (2, 2)


def test_output_of_an_accepted_claim_is_kept_up_to_date(harvest):
    partner = InstitutionFactory(hub_role="partner")
    source = SourceFactory(trust="propose", institution=partner)
    harvest(source, [item("a")])
    deciding.accept(Proposal.objects.get(), by=UserFactory())

    harvest(source, [item("a", volume="7")])

    proposal = Proposal.objects.waiting().get()
    assert (proposal.field, proposal.ours, proposal.theirs) == ("volume", "", "7")


def test_refused_claim_is_not_made_again(harvest):
    source = SourceFactory(trust="propose", institution=InstitutionFactory(hub_role="partner"))
    harvest(source, [item("a")])
    deciding.refuse(Proposal.objects.get(), by=UserFactory())

    run = harvest(source, [item("a", volume="7")])

    assert (run.proposed, run.unchanged, Proposal.objects.waiting().count()) == (0, 1, 0)


def test_known_output_is_claimed_for_who_is_named_besides(harvest):
    partner = InstitutionFactory(name="Institute of Policy Studies", hub_role="partner")
    output = OutputFactory(title="Wages of masons in Doha", issued="2021", doi="10.1234/m")
    said = {"issued": "2021", "doi": "10.1234/m", "institutions": (partner.name,), "people": ()}

    harvest(SourceFactory(), [item("k", "Wages of masons in Doha", **said)])

    claim = Proposal.objects.claims().get()
    assert (claim.output, claim.institution) == (output, partner)
    deciding.accept(claim, by=UserFactory())
    output.refresh_from_db()
    assert (output.owner, [*output.institutions.all()]) == (partner, [partner])


def test_output_deleted_upstream_is_withdrawn_only_by_people(harvest):
    source = SourceFactory()
    harvest(source, [item("a")])
    Output.objects.update(status="published", published_at="2026-01-01T00:00Z")

    run = harvest(source, [gone("a")])

    assert (run.deleted, Output.objects.get().status) == (1, "published")
    deciding.accept(Proposal.objects.get(kind="deleted"), by=UserFactory())
    output = Output.objects.get()
    assert output.status == "withdrawn"
    assert output.withdrawal_reason == f"Its source, “{source.name}”, has taken it away."


def test_draft_deleted_upstream_is_deleted_when_people_say_so(harvest):
    source = SourceFactory()
    harvest(source, [item("a")])
    harvest(source, [gone("a")])

    deciding.accept(Proposal.objects.get(kind="deleted"), by=UserFactory())

    assert Output.objects.count() == 0
    assert Proposal.objects.get().state == "accepted"


def test_source_for_review_changes_nothing_public_by_itself(harvest):
    source = SourceFactory()
    harvest(source, [item("a", abstract="First.")])
    Output.objects.update(status="published", published_at="2026-01-01T00:00Z")

    run = harvest(source, [item("a", abstract="Quite another finding.", volume="7")])

    assert (run.proposed, Output.objects.get().abstract) == (1, "First.")
    assert set(Proposal.objects.values_list("field", flat=True)) == {
        "abstract",
        "volume",
        "summary",
    }


def test_outputs_about_which_the_same_is_proposed_can_be_merged(harvest):
    source = SourceFactory(trust="publish")
    for title, doi in (("Wages of masons in Doha", "10.1/a"), ("Debts of nurses", "10.1/b")):
        OutputFactory(title=title, issued="2021", doi=doi.replace("10.1", "10.1234"), pages="1–9")
        said = {"issued": "2021", "doi": doi.replace("10.1", "10.1234"), "people": ()}
        harvest(source, [item(doi, title, pages="3–9", url="", **said)])
    keep, away = Output.objects.order_by("pk")

    editorial.merge(keep, away, {}, UserFactory())

    assert Proposal.objects.get().output == keep
