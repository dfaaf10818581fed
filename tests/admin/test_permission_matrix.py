"""Each role with each action on own, a colleague's and another institution's outputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partners.management.commands import permission_table
from partners.models import User
from partners.roles import OUTPUTS, Action, Role
from partners.sign_in import may
from research.models import Document, Output
from tests.admin.forms import change, filled, review
from tests.factories import (
    DocumentFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Status = Output.Status
UNSENT = {"draft", "returned"}
NEVER_PUBLIC = UNSENT | {"submitted"}
ANY = set(Status.values)
HUB_WIDE = {
    "view": ANY,
    "change": ANY,
    "delete": NEVER_PUBLIC,
    "submit": UNSENT,
    "return": {"submitted"},
    "publish": NEVER_PUBLIC | {"withdrawn"},
    "withdraw": {"published"},
}
EDITOR = {
    "view": ANY,
    "change": UNSENT | {"published", "withdrawn"},
    "delete": UNSENT,
    "submit": UNSENT,
    "approve": {"submitted"},
    "return": {"submitted"},
}
#: Written out once more, not taken from the code: in which statuses who may do what.
WANTED: dict[tuple[str, str], dict[str, set[str]]] = {
    ("contributor", "own"): {
        "view": ANY,
        "change": UNSENT,
        "delete": UNSENT,
        "submit": UNSENT,
    },
    ("contributor", "colleague's"): {"view": ANY},
    ("contributor", "other"): {},
    ("institution_editor", "own"): EDITOR,
    ("institution_editor", "colleague's"): EDITOR,
    ("institution_editor", "other"): {},
    # For who works for the whole hub, everybody's outputs are alike.
    ("hub_editor", "other"): HUB_WIDE,
    ("administrator", "other"): HUB_WIDE,
}
CASES = sorted(WANTED)


def member(role: str) -> tuple[User, Any]:
    """A user in ``role`` and the institution whose outputs are called own."""
    of_the_hub = role in {Role.HUB_EDITOR, Role.ADMINISTRATOR}
    institution = InstitutionFactory()
    membership = MembershipFactory(role=role, institution=None if of_the_hub else institution)
    return membership.user, institution


def output_of(user: User, institution: Any, whose: str, status: str) -> Output:
    owner = InstitutionFactory() if whose == "other" else institution
    fields: dict[str, Any] = {"withdrawn": True} if status == "withdrawn" else {"status": status}
    return OutputFactory(
        title=f"A paper, {whose}, {status}",
        owner=owner,
        created_by=user if whose == "own" else UserFactory(),
        themes=["gender-and-migration"],
        url="https://example.org/paper",
        access="embargoed",
        embargo_until=timezone.now() + timedelta(days=9),
        **fields,
    )


@contextmanager
def undone() -> Iterator[None]:
    """What is done within has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sees(client: Any, output: Output, document: Document) -> set[bool]:
    """Every address that shows something of an output before it is for everybody."""
    slug = output.slug
    addresses = [
        change(output),
        reverse("admin:research_output_history", args=[output.pk]),
        reverse("admin:research_output_document", args=[document.pk]),
        reverse("admin:research_output_reading", args=[output.pk]),
        reverse("research:preview", args=[slug]),
        reverse("research:document", args=[slug, document.pk, document.filename]),
        reverse("research:document-text", args=[slug, document.pk]),
    ]
    answers = {client.get(address).status_code == 200 for address in addresses}
    listed = client.get("/admin/research/output/").content.decode()
    asked = {"app_label": "research", "model_name": "edition", "field_name": "of"}
    found = client.get("/admin/autocomplete/", asked | {"term": output.title}).json()
    on_site = reverse(
        "admin:view_on_site", args=[ContentType.objects.get_for_model(Output).pk, output.pk]
    )
    return answers | {
        change(output) in listed,
        output.title in [one["text"] for one in found["results"]],
        client.get(on_site).status_code == 302,
    }


def changes(client: Any, output: Output) -> bool:
    form = filled(
        title="Changed",
        origin="partner",
        owner=output.owner_id,
        url=output.url,
        access="open",
    )
    with undone():
        client.post(change(output), form)
        return Output.objects.get(pk=output.pk).title == "Changed"


def deletes(client: Any, output: Output) -> set[bool]:
    """By its own page, and by the action of the list."""
    done = set()
    with undone():
        client.post(reverse("admin:research_output_delete", args=[output.pk]), {"post": "yes"})
        done.add(not Output.objects.filter(pk=output.pk).exists())
    with undone():
        chosen = {"action": "delete_selected", "_selected_action": output.pk, "post": "yes"}
        client.post("/admin/research/output/", chosen)
        done.add(not Output.objects.filter(pk=output.pk).exists())
    return done


def carries_out(client: Any, output: Output, verb: str) -> bool:
    before = (output.status, output.approved_at)
    with undone():
        client.post(review(output), {f"_verb_{verb}": "1", f"_why_{verb}": "Because."})
        after = Output.objects.get(pk=output.pk)
        return (after.status, after.approved_at) != before


@pytest.mark.parametrize(("role", "whose"), CASES, ids=[" ".join(case) for case in CASES])
def test_each_role_does_in_the_admin_what_the_table_says(client, role, whose):
    user, institution = member(role)
    client.force_login(user)
    done: dict[str, set[str]] = {}

    for status in Status.values:
        output = output_of(user, institution, whose, status)
        document = DocumentFactory(output=output)
        answers = {
            "view": sees(client, output, document),
            "change": {changes(client, output)},
            "delete": deletes(client, output),
        } | {
            verb: {carries_out(client, output, verb)}
            for verb in ("submit", "approve", "return", "publish", "withdraw")
        }
        for action, answer in answers.items():
            assert len(answer) == 1, f"{action} of {status}: some addresses do, some do not"
            if answer == {True}:
                done.setdefault(action, set()).add(status)

    assert done == WANTED[role, whose]


@pytest.mark.parametrize("role", Role.values)
def test_lists_and_single_outputs_are_judged_alike(role):
    user, institution = member(role)
    kinds = product(("own", "colleague's", "other"), Status.values)
    outputs = [output_of(user, institution, whose, status) for whose, status in kinds]
    outputs += [OutputFactory(draft=True, owner=institution), OutputFactory(draft=True)]

    for action in Action:
        one_by_one = {output.pk for output in outputs if may(user, action, output)}
        at_once = set(Output.objects.allowing(user, action).values_list("pk", flat=True))
        assert one_by_one == at_once, action


@pytest.mark.parametrize("role", ["contributor", "institution_editor"])
def test_nobody_adds_for_another_institution_or_moves_there(client, role):
    user, institution = member(role)
    other = InstitutionFactory()
    own = output_of(user, institution, "own", "draft")
    MembershipFactory(user=user, role=role, institution=InstitutionFactory())
    client.force_login(user)

    client.post("/admin/research/output/add/", filled(title="Theirs", owner=other.pk))
    client.post(change(own), filled(title="Moved", owner=other.pk))

    assert not Output.objects.filter(owner=other).exists()
    assert may(user, Action.ADD, Output(owner=institution))
    assert not may(user, Action.ADD, Output(owner=other))


def test_who_is_not_signed_in_or_no_longer_active_may_nothing(client):
    user, institution = member("hub_editor")
    output = output_of(user, institution, "own", "draft")
    document = DocumentFactory(output=output)
    user.is_active = False

    assert not any(may(user, action, output) for action in Action)
    for address in (
        reverse("research:preview", args=[output.slug]),
        reverse("research:document", args=[output.slug, document.pk, document.filename]),
        reverse("research:first-page", args=[output.slug, document.pk]),
    ):
        assert client.get(address).status_code == 404
    assert client.get(change(output)).status_code == 302


def test_statuses_of_the_table_are_those_of_outputs():
    named = {
        status for rules in OUTPUTS.values() for rule in rules.values() for status in rule.statuses
    }

    assert named == set(Status.values)


def test_the_printed_table_is_the_one_in_the_code():
    assert permission_table.document().read_text() == permission_table.written()
