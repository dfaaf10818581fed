"""Each promise of the partners' tables, tried to be broken behind the forms' back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partners.models import Affiliation, Country, User
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


def same_ror_twice():
    InstitutionFactory(ror="02mhbdp94")
    InstitutionFactory(ror="02mhbdp94")


def same_orcid_twice():
    PersonFactory(orcid="0000-0002-7646-603X")
    PersonFactory(orcid="0000-0002-7646-603X")


BROKEN = {
    "country_code_is_alpha2": lambda: Country.objects.create(code="np", name="Small"),
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
