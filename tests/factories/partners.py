from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.models import Affiliation, Institution, Membership, Person, ResourceCentre, User
from partners.roles import Role


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    slug = factory.Sequence(lambda n: f"institution-{n}")
    name = factory.Sequence(lambda n: f"Institution {n}")
    kind = Institution.Kind.RESEARCH_INSTITUTE
    hub_role = Institution.HubRole.RESEARCH_PARTNER


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Person {n}")


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = "Research fellow"
    as_of = 2023


class ResourceCentreFactory(DjangoModelFactory):
    class Meta:
        model = ResourceCentre
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"centre-{n}")
    name = factory.Sequence(lambda n: f"Resource centre {n}")
    kind = ResourceCentre.Kind.MIGRANT_RESOURCE_CENTRE
    country_id = "NP"
    services = ["Advice before departure"]

    @factory.post_generation
    def operators(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted is not None:
            self.operators.set(extracted)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user-{n}@example.org")
    name = factory.Sequence(lambda n: f"User {n}")
    password = factory.django.Password("right horse")


class MembershipFactory(DjangoModelFactory):
    """A contributor of an institution, unless told otherwise."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = Role.CONTRIBUTOR

    class Params:
        of_the_hub = factory.Trait(institution=None, role=Role.HUB_EDITOR)
