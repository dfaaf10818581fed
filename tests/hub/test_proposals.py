"""What readers propose: kept, told to the institute, decided in the admin, and forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.forms.readers import new_stamp
from hub.models import Proposal
from hub.proposals import deciding
from partners.models import Change, Letter
from partners.roles import Role
from research.models import Practice
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    ProposalFactory,
    ResourceCentreFactory,
    UserFactory,
)
from tests.hub.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]
SENT = "/proposals/sent/"


def correction(centre, **changes):
    """The form as a browser sends it back, with changes."""
    typed = {
        "centre_name": centre.name,
        "address": centre.address,
        "city": centre.city,
        "phones": "\n".join(centre.phones),
        "site": centre.website,
        "hours": centre.hours,
        "helps_with": centre.helps_with,
        "services": "\n".join(centre.services),
        "languages": centre.languages,
        "website": "",
        "stamp": new_stamp(),
    }
    return typed | {f"weekly_hours_{day}": "" for day in range(7)} | changes


PRACTICE = {
    "title": "A desk at the passport office",
    "what_was_done": "Staff answered questions while people waited.",
    "countries": ["BD", "NP"],
    "themes": ["gender-and-migration"],
    "source": "https://example.org/desk",
    "website": "",
}


@pytest.fixture
def rmmru():
    return InstitutionFactory(
        name="RMMRU", hub_role="partner", country_id="BD", contact_email="rmmru@example.org"
    )


@pytest.fixture
def desk():
    return ResourceCentreFactory(name="Desk", country_id="BD", city="Dhaka", phones=["+880 1"])


def address(centre):
    return reverse("hub:centre-correct", args=[centre.slug])


def test_correction_keeps_what_differs_and_tells_the_institute(client, rmmru, desk):
    changed = {"phones": "+880 2\n+880 3", "weekly_hours_6": "9-12, 14-17", "name": "Asha",
               "email": "asha@example.org", "how_known": "I work there."}  # fmt: skip

    answer = client.post(address(desk), correction(desk, **changed))

    assert (answer.status_code, answer["Location"]) == (302, SENT)
    proposal = Proposal.objects.get()
    assert proposal.changes == {
        "phones": {"was": ["+880 1"], "new": ["+880 2", "+880 3"]},
        "weekly_hours": {"was": "", "new": "Su 09:00-12:00,14:00-17:00"},
    }
    assert (proposal.to, proposal.name, proposal.how_known) == (rmmru, "Asha", "I work there.")
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == ("rmmru@example.org", "proposed")
    # Letters are kept for a year: nothing of the sender stands there.
    assert letter.facts == {
        "title": "Desk", "path": proposal.get_absolute_url(), "is_practice": False,
    }  # fmt: skip
    desk.refresh_from_db()
    assert desk.phones == ["+880 1"]


def test_correction_that_changes_nothing_says_so(client, desk):
    answer = client.post(address(desk), correction(desk))

    assert answer.status_code == 400
    assert "Nothing differs from the entry yet." in Page(answer).words
    assert Proposal.objects.count() == 0


def test_what_was_only_ticked_in_another_order_is_no_change(client, desk):
    desk.languages, desk.helps_with = ["ur", "en"], ["before-departure", "legal"]
    desk.save()
    ticked = {"languages": ["en", "ur"], "helps_with": ["legal", "before-departure"]}

    assert client.post(address(desk), correction(desk, **ticked)).status_code == 400


def test_that_a_centre_has_closed_can_be_said_in_words_alone(client, desk):
    client.post(address(desk), correction(desk, how_known="It closed in May."))

    assert Proposal.objects.get().changes == {}


def test_hours_that_are_none_are_told_with_their_day(client, desk):
    answer = client.post(address(desk), correction(desk, weekly_hours_1="all day"))

    assert answer.status_code == 400
    assert "Tuesday: Write hours as in 09:00-17:00." in Page(answer).words


def test_machines_are_thanked_and_nothing_is_kept(client, desk):
    trapped = client.post(address(desk), correction(desk, city="Spam", website="https://spam"))
    unstamped = client.post(address(desk), correction(desk, city="Spam", stamp="1"))

    assert (trapped.status_code, trapped["Location"]) == (302, SENT)
    assert unstamped.status_code == 400
    assert Proposal.objects.count() == 0


def test_who_sends_too_often_is_stopped(client, desk):
    answers = [client.post(address(desk), {}).status_code for _time in range(31)]

    assert answers == [400] * 30 + [429]


def test_form_needs_no_cookie(client, desk):
    answer = client.get(address(desk))

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "You need no account." in Page(answer).words


def test_practice_is_proposed_and_becomes_one_when_accepted(client, rmmru):
    client.post("/practices/propose/", PRACTICE | {"year": "2024", "stamp": new_stamp()})
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.to) == ("A desk at the passport office", rmmru)
    assert Practice.objects.count() == 0

    made = deciding.accept(proposal, by=UserFactory(), fields=proposal.changes)

    assert isinstance(made, Practice)
    assert (made.slug, made.year) == ("a-desk-at-the-passport-office", 2024)
    assert [country.code for country in made.countries.by_name()] == ["BD", "NP"]
    assert [theme.slug for theme in made.themes.all()] == ["gender-and-migration"]
    assert client.get(made.get_absolute_url()).status_code == 200


def test_practice_without_what_is_needed_is_not_taken(client):
    answer = client.post("/practices/propose/", {"title": "A", "stamp": new_stamp()})

    assert answer.status_code == 400
    assert Proposal.objects.count() == 0


def editor(institution):
    return MembershipFactory(institution=institution, role=Role.INSTITUTION_EDITOR).user


def test_editor_sees_old_and_new_and_accepts_what_is_ticked(client, rmmru, desk):
    proposal = ProposalFactory(
        centre=desk,
        to=rmmru,
        name="Asha",
        email="asha@example.org",
        changes={
            "phones": {"was": ["+880 1"], "new": ["+880 2"]},
            "city": {"was": "Cumilla", "new": "Sylhet"},
        },
    )
    user = editor(rmmru)
    client.force_login(user)

    page = client.get(proposal.get_absolute_url()).content.decode()
    answer = client.post(
        proposal.get_absolute_url(), {"field": ["phones"], "is_confirmed": "1", "_accept": "1"}
    )

    assert "+880 1" in page
    assert "+880 2" in page
    assert "asha@example.org" in page
    # Dhaka meanwhile, where the reader saw Cumilla.
    assert page.count("Changed since the reader looked.") == 1
    assert answer.status_code == 302
    desk.refresh_from_db()
    proposal.refresh_from_db()
    assert (desk.phones, desk.city) == (["+880 2"], "Dhaka")
    assert desk.last_confirmed_on == timezone.localdate()
    assert (proposal.state, proposal.name, proposal.email) == ("accepted", "", "")
    noted = Change.objects.get(record_table="partners_resourcecentre", operation="update")
    assert noted.by == user


def test_refused_proposal_changes_nothing_and_forgets_who_sent_it(client, rmmru, desk):
    proposal = ProposalFactory(centre=desk, to=rmmru, email="asha@example.org")
    client.force_login(editor(rmmru))

    client.post(proposal.get_absolute_url(), {"_refuse": "1"})

    proposal.refresh_from_db()
    desk.refresh_from_db()
    assert (proposal.state, proposal.email, desk.phones) == ("refused", "", ["+880 1"])


def test_proposal_is_decided_once(rmmru, desk):
    proposal = ProposalFactory(centre=desk)
    deciding.refuse(proposal, by=UserFactory())

    with pytest.raises(deciding.DecidedAlready):
        deciding.accept(proposal, by=UserFactory(), fields=["phones"])


def test_what_the_record_can_not_hold_is_told_and_stays_open(client, rmmru, desk):
    proposal = ProposalFactory(
        centre=desk, to=rmmru, changes={"weekly_hours": {"was": "", "new": "nine to five"}}
    )
    client.force_login(editor(rmmru))

    answer = client.post(
        proposal.get_absolute_url(), {"field": ["weekly_hours"], "_accept": "1"}, follow=True
    )

    proposal.refresh_from_db()
    assert proposal.is_waiting
    assert "Mo-Fr 09:00-17:00" in answer.content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_of_proposals_asks_a_fixed_number_of_questions(
    client, django_assert_max_num_queries, rmmru, how_many
):
    ProposalFactory.create_batch(how_many, to=rmmru, country_id="BD")
    client.force_login(MembershipFactory(of_the_hub=True).user)

    with django_assert_max_num_queries(14):
        assert client.get("/admin/hub/proposal/").status_code == 200


def test_editors_of_other_institutes_see_nothing_of_it(client, rmmru):
    proposal = ProposalFactory(to=rmmru)
    client.force_login(editor(InstitutionFactory()))

    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert client.post(proposal.get_absolute_url(), {"_accept": "1"}).status_code == 404
    client.force_login(MembershipFactory().user)
    assert client.get(proposal.get_absolute_url()).status_code in {403, 404}


def test_old_proposals_are_forgotten():
    now = timezone.now()
    decided = {"state": "refused"}
    ProposalFactory(**decided, decided_at=now - timedelta(days=91))
    kept = ProposalFactory(**decided, decided_at=now - timedelta(days=89))
    left = ProposalFactory()
    Proposal.objects.filter(pk=left.pk).update(received_at=now - timedelta(days=366))
    waiting = ProposalFactory()

    assert deciding.forget_old() == 2

    assert set(Proposal.objects.values_list("pk", flat=True)) == {kept.pk, waiting.pk}
