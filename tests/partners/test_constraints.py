"""Each promise of the partners' tables, tried to be broken behind the forms' back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from partners.models import Affiliation, ApiToken, Country, FormDraft, KeptAnswer, User
from partners.roles import Role
from tests.factories import (
    AffiliationFactory,
    InstitutionFactory,
    InvitationFactory,
    LetterFactory,
    MembershipFactory,
    PersonFactory,
    ResourceCentreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def same_affiliation_twice():
    first = AffiliationFactory()
    AffiliationFactory(
        person=first.person, institution=first.institution, role=first.role, as_of=first.as_of
    )


def same_membership_twice():
    first = MembershipFactory(of_the_hub=True)
    MembershipFactory(of_the_hub=True, user=first.user)


def same_address_in_another_case():
    UserFactory(email="rina@example.org")
    UserFactory(email="RINA@example.org")


def same_form_kept_twice():
    user = UserFactory()
    for _time in range(2):
        FormDraft.objects.create(user=user, form="research.output:new", data="title=A")


def same_ror_twice():
    InstitutionFactory(ror="02mhbdp94")
    InstitutionFactory(ror="02mhbdp94")


def same_orcid_twice():
    PersonFactory(orcid="0000-0002-7646-603X")
    PersonFactory(orcid="0000-0002-7646-603X")


def two_drafts_of_one_form():
    user = UserFactory()
    FormDraft.objects.create(user=user, form="x")
    FormDraft.objects.create(user=user, form="x")


def token(**more):
    now = timezone.now()
    row = ApiToken(owner=UserFactory(), name="programme", scopes=["deposit"])
    row.give_secret()
    row.expires_at = now + timedelta(days=1)
    for name, value in more.items():
        setattr(row, name, value)
    row.save()
    return row


def same_token_name_twice():
    token(owner=token().owner)


def answer(**more):
    said = {"token": token(), "key": "a", "request_digest": "", "status": 201, "body": {}}
    return KeptAnswer.objects.create(**said | more)


def same_key_answered_twice():
    answer(token=answer().token)


BROKEN = {
    "apitoken_name_unique": same_token_name_twice,
    "apitoken_expires_later": lambda: token(expires_at=timezone.now() - timedelta(days=9)),
    "apitoken_scopes_known": lambda: token(scopes=["everything"]),
    "apitoken_digest_shape": lambda: token(digest="secret"),
    "keptanswer_key_once": same_key_answered_twice,
    "keptanswer_of_a_success": lambda: answer(status=400),
    "country_code_is_alpha2": lambda: Country.objects.create(code="np", name="Small"),
    "formdraft_one_a_form": same_form_kept_twice,
    "institution_ror_shape": lambda: InstitutionFactory(ror="ror.org/x"),
    "institution_ror_unique": same_ror_twice,
    "person_orcid_shape": lambda: PersonFactory(orcid="0000-0002"),
    "person_orcid_unique": same_orcid_twice,
    "affiliation_said_once": same_affiliation_twice,
    "affiliation_says_something": lambda: AffiliationFactory(institution=None, role=""),
    "user_email_unique_in_any_case": same_address_in_another_case,
    "membership_given_once": same_membership_twice,
    "membership_institution_follows_role": lambda: MembershipFactory(role=Role.HUB_EDITOR),
    "invitation_institution_follows_role": lambda: InvitationFactory(role=Role.HUB_EDITOR),
    "letter_sent_at_a_time": lambda: LetterFactory(state="sent"),
    "resourcecentre_opened_shape": lambda: ResourceCentreFactory(opened="0023"),
    "resourcecentre_hours_shape": lambda: ResourceCentreFactory(weekly_hours="nine to five"),
    "resourcecentre_helps_in_known_words": lambda: ResourceCentreFactory(helps_with=["luck"]),
    "resourcecentre_position_whole": lambda: ResourceCentreFactory(latitude=27.7),
}


@pytest.mark.parametrize("name", BROKEN)
def test_database_keeps_its_promise(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


def test_every_constraint_is_tried():
    models = (Affiliation, Country, User)
    declared = {
        constraint.name
        for model in models[0]._meta.apps.get_app_config("partners").get_models()
        for constraint in model._meta.constraints
    }

    assert declared == set(BROKEN)


@pytest.mark.parametrize("value", ["2017", "2017-03", "2017-03-24", ""])
def test_partial_date_is_as_precise_as_it_is_known(value):
    ResourceCentreFactory.build(opened=value).clean_fields(exclude=["country"])


@pytest.mark.parametrize("value", ["17", "0017", "2017-13", "2017-02-30", "March 2017", "2017-3"])
def test_what_is_no_date_is_refused_with_what_to_write(value):
    with pytest.raises(ValidationError) as refused:
        ResourceCentreFactory.build(opened=value).clean_fields(exclude=["country"])

    assert refused.value.message_dict["opened"] == [
        f"“{value}” is no date. Write a year (2017), a month (2017-03) or a day (2017-03-24)."
    ]
