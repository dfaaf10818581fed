"""Every page of the admin answers, for each role that may see it."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from hub.registering import places
from partners import tokens
from partners.models import Membership, User
from partners.roles import Role
from research.models import (
    DayOfUsage,
    Harvest,
    HarvestRecord,
    Import,
    LinkCheck,
    Proposal,
    RemoteFile,
)
from tests.factories import (
    AffiliationFactory,
    ConceptFactory,
    CorridorFactory,
    EventFactory,
    InstitutionFactory,
    InvitationFactory,
    IssueFactory,
    LetterFactory,
    MembershipFactory,
    OutputFactory,
    PracticeFactory,
    ProjectFactory,
    ProposalFactory,
    ResourceCentreFactory,
    SearchLogEntryFactory,
    SpeakerFactory,
    SubscriberFactory,
    UserFactory,
)
from tests.factories.harvests import SourceFactory

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=9)
OF_RESEARCH = [
    "Corridors",
    "Files elsewhere",
    "Imports",
    "Links",
    "Outputs",
    "Practices",
    "Projects",
    "Themes",
    "What my institution gets",
]
FOR_EDITORS = [
    "Concepts of the thesaurus",
    "Corridors",
    "Files elsewhere",
    "Harvested records",
    "Harvests",
    "Imports",
    "Links",
    "Outputs",
    "Practices",
    "Projects",
    "Proposals",
    "Searches",
    "Sources",
    "Themes",
    "What my institution gets",
]
OURS = {"partners", "research", "hub"}
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in OURS),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True)


@pytest.fixture
def one_of_each(administrator):
    tokens.make(administrator, name="programme", scopes=["deposit"])
    AffiliationFactory()
    ConceptFactory(en=["wage theft"])
    CorridorFactory()
    InvitationFactory()
    LetterFactory()
    MembershipFactory()
    OutputFactory()
    PracticeFactory()
    ProjectFactory()
    ProposalFactory()
    ResourceCentreFactory()
    SearchLogEntryFactory()
    SpeakerFactory()
    DayOfUsage.objects.create(output=OutputFactory(), day="2026-01-05", investigations=1)
    Import.objects.create(filename="list.csv", owner=InstitutionFactory())
    IssueFactory()
    SubscriberFactory()
    source = SourceFactory(kind="oai-pmh")
    run = Harvest.objects.create(source=source)
    HarvestRecord.objects.create(run=run, source=source, identifier="a", digest="", verdict="new")
    output = OutputFactory()
    Proposal.objects.create(kind="deleted", source=source, output=output)
    LinkCheck.objects.create(output=output, field="url", address="https://a.org", host="a.org")
    RemoteFile.objects.create(output=output, address="https://a.org/a.pdf")
    places.register(
        EventFactory(registration="here", starts_on=SOON, ends_on=SOON),
        places.Wish("asha@example.org", "Asha", "en", "Yes.", {}),
    )


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_list_search_and_form_answer(client, administrator, one_of_each, model):
    client.force_login(administrator)
    key = model._default_manager.first().pk

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "a"}).status_code == 200
    assert client.get(address(model, "change", key)).status_code == 200
    is_added = admin.site._registry[model].has_add_permission(
        client.get(address(model, "changelist")).wsgi_request
    )
    assert client.get(address(model, "add")).status_code == (200 if is_added else 403)


def test_pages_carry_no_inline_script_or_style(client, administrator, one_of_each):
    client.force_login(administrator)

    for model in MODELS:
        for page in (
            client.get(address(model, "changelist")),
            client.get(address(model, "change", model._default_manager.first().pk)),
        ):
            text = page.content.decode()
            assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text) == []
            assert re.findall(r"<style|\son\w+=\"|\sstyle=\"", text) == []


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (
            Role.CONTRIBUTOR,
            ["API tokens", "Countries", "Institutions", "People", *OF_RESEARCH],
        ),
        (
            Role.HUB_EDITOR,
            [
                "API tokens",
                "Countries",
                "Institutions",
                "People",
                "Resource centres",
                "Events",
                "Issues of the newsletter",
                "Proposals of readers",
                "Registrations",
                *FOR_EDITORS,
            ],
        ),
        (
            Role.ADMINISTRATOR,
            [
                "API tokens",
                "Countries",
                "Institutions",
                "Invitations",
                "Letters",
                "People",
                "Resource centres",
                "Users",
                "Events",
                "Issues of the newsletter",
                "Proposals of readers",
                "Registrations",
                "Subscribers",
                *FOR_EDITORS,
            ],
        ),
    ],
)
def test_front_page_shows_what_a_role_works_with(client, role, wanted):
    institution = InstitutionFactory() if role == Role.CONTRIBUTOR else None
    client.force_login(MembershipFactory(role=role, institution=institution).user)

    response = client.get("/admin/")

    assert [m["name"] for app in response.context["app_list"] for m in app["models"]] == wanted


def test_somebody_without_a_role_sees_nothing(client):
    client.force_login(UserFactory())

    assert client.get("/admin/").context["app_list"] == []
    assert client.get("/admin/research/output/").status_code == 403


def test_sign_in_is_by_e_mail_in_any_case(client):
    MembershipFactory(user__email="asha@example.org")

    response = client.post(
        "/admin/login/?next=/admin/",
        {"username": "Asha@Example.org", "password": "right horse"},
    )

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_contributor_finds_people_by_name_and_orcid(client):
    AffiliationFactory(person__name="Sadikshya Bhattarai", person__orcid="0000-0002-7646-603X")
    client.force_login(MembershipFactory().user)
    asked = {"app_label": "research", "model_name": "credit", "field_name": "person"}

    for term in ("bhatta", "7646"):
        found = client.get("/admin/autocomplete/", asked | {"term": term}).json()
        assert [one["text"] for one in found["results"]] == [
            "Sadikshya Bhattarai (0000-0002-7646-603X)"
        ]


def test_administrator_gives_a_role_and_cannot_take_over_a_superuser(client):
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, institution=None).user)
    institution = InstitutionFactory()
    superuser = UserFactory(is_superuser=True)
    rows = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-institution": institution.pk,
        "memberships-0-role": "contributor",
    }

    client.post(
        "/admin/partners/user/add/",
        {
            "email": "asha@example.org",
            "usable_password": "true",
            "password1": "a long enough sentence",
            "password2": "a long enough sentence",
            "is_superuser": "on",
        }
        | rows,
    )

    user = User.objects.get(email="asha@example.org")
    assert not user.is_superuser
    assert Membership.objects.of(user).get().institution == institution
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert client.get(password).status_code == 403


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (["hub_editor", "hub_editor"], "This stands here twice."),
        (
            ["contributor"],
            "Contributors and institution editors belong to an institution; "
            "hub editors and administrators to the whole hub.",
        ),
    ],
    ids=["twins", "without an institution"],
)
def test_memberships_that_make_no_sense_are_form_errors(client, administrator, roles, sentence):
    client.force_login(administrator)
    rows = {"memberships-TOTAL_FORMS": len(roles), "memberships-INITIAL_FORMS": 0}
    for number, role in enumerate(roles):
        rows[f"memberships-{number}-role"] = role

    response = client.post(
        "/admin/partners/user/add/",
        {"email": "asha@example.org", "usable_password": "false"} | rows,
    )

    assert response.status_code == 200
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/research/output/?q=%00",
        "/admin/research/output/?owner__id__exact=%00",
        "/admin/research/output/?type__exact=%00",
        "/admin/research/output/?%00=1",
        "/admin/research/output/add/?_changelist_filters=%00&empty=1",
        "/admin/autocomplete/?app_label=research&model_name=credit&field_name=person&term=%00",
        "/admin/research/output/%00/change/",
    ],
)
def test_nul_in_an_address_is_a_bad_request(client, administrator, address):
    client.force_login(administrator)

    assert client.get(address).status_code == 400


def test_front_page_asks_a_fixed_number_of_questions(client, django_assert_num_queries):
    editor = MembershipFactory(of_the_hub=True).user
    client.force_login(editor)
    client.get("/admin/")

    for how_many in (1, 3):
        OutputFactory.create_batch(
            how_many, status="submitted", owner=InstitutionFactory(), submitted_by=editor
        )
        # Session, user, second factor (at the door and on the page), memberships, counts,
        # proposals, and one for each queue that has something in it.
        with django_assert_num_queries(10):
            client.get("/admin/")


def test_front_page_shows_each_role_what_waits_for_it_oldest_first(client):
    institution = InstitutionFactory()
    own = MembershipFactory(institution=institution).user
    editor = MembershipFactory(institution=institution, role=Role.INSTITUTION_EDITOR).user
    hub = MembershipFactory(of_the_hub=True).user
    now = timezone.now()
    for title, days, approved in (("Newer", 1, None), ("Older", 5, None), ("Approved", 3, now)):
        OutputFactory(
            title=title,
            status="submitted",
            owner=institution,
            created_by=own,
            submitted_by=own,
            submitted_at=now - timedelta(days=days),
            approved_at=approved,
        )
    OutputFactory(title="Theirs", status="submitted", owner=InstitutionFactory())
    OutputFactory(title="Sent back", status="returned", owner=institution, submitted_by=own)
    OutputFactory(title="Begun", draft=True, owner=institution, created_by=own)

    assert waiting(client, own) == {
        "Returned to you": ["Sent back"],
        "Your drafts": ["Begun"],
        "Sent for review by you": ["Older", "Approved", "Newer"],
    }
    assert waiting(client, editor) == {"To be approved for your institution": ["Older", "Newer"]}
    assert waiting(client, hub) == {
        "To be published": ["Approved"],
        "Sent, with its institution’s editor": ["Older", "Newer", "Theirs"],
    }


def waiting(client, user) -> dict[str, list[str]]:
    client.force_login(user)
    page = client.get("/admin/").content.decode()
    queues = re.findall(r'<section class="queue".*?</section>', page, re.S)
    return {
        re.search(r"<h2[^>]*>(.*?) <span", queue, re.S)[1]: re.findall(r"<bdi>(.*?)</bdi>", queue)
        for queue in queues
    }
