"""The queue of proposals: side by side, one by one or many at once, by who may."""

import pytest

from research.models import Harvest, HarvestRecord, Output, Proposal
from tests.factories import InstitutionFactory, MembershipFactory, OutputFactory
from tests.factories.harvests import SourceFactory

pytestmark = pytest.mark.django_db
QUEUE = "/admin/research/proposal/"
DECIDE = "/admin/research/proposal/decide/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def own(client):
    """An institution editor at the desk."""
    membership = MembershipFactory(role="institution_editor")
    institution = membership.institution
    institution.hub_role = "partner"
    institution.save()
    client.force_login(membership.user)
    return membership


def field_proposal(source=None, **more):
    output = more.pop("output", None) or OutputFactory(
        title="Ours", status="draft", published_at=None
    )
    values = {"field": "title", "ours": "Ours", "theirs": "Theirs", "why": "Because."} | more
    return Proposal.objects.create(
        kind="field", source=source or SourceFactory(), output=output, **values
    )


def claim(institution, title="Wages of masons", source=None):
    source = source or SourceFactory(trust="propose")
    run = Harvest.objects.create(source=source, state="finished")
    record = HarvestRecord.objects.create(
        run=run, source=source, identifier=title, title=title, digest=title, verdict="proposed",
        record={
            "title": title,
            "issued": "2021",
            "people": [{"name": "Das, Priya"}],
            "abstract": "What masons earn.",
        },
    )  # fmt: skip
    return Proposal.objects.create(
        kind="claim", source=source, record=record, identifier=title, institution=institution,
        why="It is named by its ROR.",
    )  # fmt: skip


def decide(client, verb, *proposals, **more):
    form = {"verb": verb, "pick": [one.pk for one in proposals]} | more
    return client.post(DECIDE, form, follow=True)


def states():
    return list(Proposal.objects.order_by("pk").values_list("state", flat=True))


def test_queue_shows_both_values_side_by_side(desk):
    field_proposal(field="people", ours=[["Das, P", "author"]], theirs=[["Das, Priya", "author"]])

    [row] = desk.get(QUEUE).context["rows"]

    assert (row.label, row.ours, row.theirs) == ("People", "Das, P", "Das, Priya")


def test_queue_opens_where_something_waits_and_counts_each_kind(desk):
    field_proposal()

    tabs = desk.get(QUEUE).context["tabs"]

    assert [(tab.kind, tab.count) for tab in tabs if tab.is_open or tab.count] == [("field", 1)]


def test_accepting_writes_the_value_of_the_source(desk, editor):
    proposal = field_proposal()

    page = decide(desk, "accept", proposal)

    proposal.refresh_from_db()
    assert Output.objects.get().title == "Theirs"
    assert (proposal.state, proposal.decided_by) == ("accepted", editor)
    assert "1 proposal was accepted." in page.content.decode()


@pytest.mark.parametrize(("verb", "state"), [("refuse", "refused"), ("always_refuse", "never")])
def test_refusing_leaves_things_as_they_are(desk, verb, state):
    decide(desk, verb, field_proposal())

    assert (states(), Output.objects.get().title) == ([state], "Ours")


def test_only_what_is_ticked_is_decided(desk):
    ticked, left = field_proposal(), field_proposal()

    decide(desk, "refuse", ticked)

    assert states() == ["refused", "open"]
    assert left.state == "open"


def test_all_of_a_list_are_decided_at_once(desk):
    ours, other = SourceFactory(), SourceFactory()
    for source in (ours, ours, other):
        field_proposal(source)

    decide(desk, "refuse", all="1", kind="field", source=ours.pk)

    assert states() == ["refused", "refused", "open"]


def test_nothing_ticked_decides_nothing_and_says_so(desk):
    field_proposal()

    page = decide(desk, "accept")

    assert states() == ["open"]
    assert "Tick the proposals first." in page.content.decode()


def test_what_cannot_be_done_is_said_and_the_others_are_done(desk):
    gone, good = field_proposal(field="doi", ours="", theirs="no doi"), field_proposal()

    page = decide(desk, "accept", gone, good)

    assert states() == ["open", "accepted"]
    assert "1 proposal was accepted." in page.content.decode()


def test_institute_accepts_its_works_in_bulk(own, client):
    claims = [claim(own.institution, title) for title in ("Wages of masons", "Fees of nurses")]
    elsewhere = claim(InstitutionFactory(hub_role="partner"), "Debts of drivers")

    page = client.get(QUEUE)
    assert page.context["heading"] == "These 2 look like yours"
    assert page.context["form"] is None

    decide(client, "accept", *claims, elsewhere)

    assert states() == ["accepted", "accepted", "open"]
    made = Output.objects.order_by("title")
    assert [(one.title, one.owner, one.status) for one in made] == [
        ("Fees of nurses", own.institution, "submitted"),
        ("Wages of masons", own.institution, "submitted"),
    ]


def test_new_work_is_shown_as_the_source_tells_of_it(own, client):
    claim(own.institution)

    [row] = client.get(QUEUE).context["rows"]

    assert (row.work.title, row.work.people, row.work.issued) == (
        "Wages of masons", "Das, Priya", "2021",
    )  # fmt: skip
    assert row.work.abstract == "What masons earn."


def test_work_that_has_arrived_meanwhile_is_not_made_twice(own, client):
    proposal = claim(own.institution)
    there = OutputFactory(title="Wages of masons", issued="2021", owner=None)
    there.credits.create(name="Das, Priya", order=1)

    decide(client, "accept", proposal)

    there.refresh_from_db()
    assert Output.objects.count() == 1
    assert (there.owner, states()) == (own.institution, ["accepted"])


def test_work_that_another_institution_has_meanwhile_stays_theirs(own, client):
    proposal = claim(own.institution)
    there = OutputFactory(title="Wages of masons", issued="2021", owner=InstitutionFactory())
    there.credits.create(name="Das, Priya", order=1)

    page = decide(client, "accept", proposal)

    assert (Output.objects.get().owner, states()) == (there.owner, ["open"])
    assert "The hub has it already" in page.content.decode()


def test_editor_decides_about_no_output_of_another_institution(own, client):
    output = OutputFactory(owner=InstitutionFactory(), title="Theirs alone")
    proposal = Proposal.objects.create(
        kind="claim", source=SourceFactory(), output=output, institution=own.institution, why="x"
    )

    [row] = client.get(QUEUE).context["rows"]
    decide(client, "accept", proposal)

    assert (row.may_decide, states()) == (False, ["open"])


def test_editor_withdraws_nothing_by_accepting_a_deletion(own, client):
    output = OutputFactory(owner=own.institution)
    proposal = Proposal.objects.create(kind="deleted", source=SourceFactory(), output=output)

    decide(client, "accept", proposal)

    output.refresh_from_db()
    assert (output.status, states()) == ("published", ["open"])


def test_proposals_of_others_are_out_of_reach(own, client):
    field_proposal(output=OutputFactory(owner=InstitutionFactory()))

    assert client.get(QUEUE).context["rows"] == []


def test_contributor_decides_nothing(client):
    client.force_login(MembershipFactory().user)

    assert client.get(QUEUE).status_code == 403
    assert decide(client, "accept", field_proposal()).status_code == 403


def test_unknown_verb_is_refused(desk):
    assert decide(desk, "delete_all", field_proposal()).status_code == 403


def test_front_page_tells_an_institute_what_looks_like_its_own(own, client):
    for title in ("Wages of masons", "Fees of nurses"):
        claim(own.institution, title)

    page = client.get("/admin/").content.decode()

    assert "2 works look like yours" in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_queue_asks_a_fixed_number_of_questions(desk, django_assert_num_queries, how_many):
    for _each in range(how_many):
        field_proposal()

    with django_assert_num_queries(13):
        page = desk.get(QUEUE)

    assert len(page.context["rows"]) == how_many
