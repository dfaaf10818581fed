"""The words in which the rest of the portal asks for outputs."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Max, Prefetch, Q
from django.utils import timezone

from partners.models import Country, Institution, Person, User
from partners.roles import Action, Reach
from partners.sign_in import grants
from research.models.credits import Credit, OutputInstitution
from research.models.documents import Document
from research.models.editions import Edition
from research.models.listed import ListedIterable
from research.models.recommendations import Recommendation
from research.models.themes import Corridor, Theme
from research.vocabularies import Access, OutputType, Status

if TYPE_CHECKING:
    from research.models.outputs import Output  # noqa: F401 - named in a string below

#: Types that tell how to do something, or that something happened.
NO_FINDINGS = (OutputType.GUIDE, OutputType.LEARNING_MATERIAL, OutputType.MEDIA_UPDATE)


#: What an output on show should have and may lack, by the name its work list goes by.
MISSING = {
    "doi": Q(doi=""),
    "licence": Q(licence=""),
    "summary": Q(summary=""),
    "document": Q(documents=None) & Q(url="", pdf_url="", doi=""),
    "link": Q(link_checks__state="broken"),
}


class OutputQuerySet(models.QuerySet["Output"]):
    """The words the rest of the portal uses to ask for outputs."""

    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def public_or_withdrawn(self) -> Self:
        """What has an address: a withdrawn output keeps its tombstone."""
        return self.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN])

    def of_type(self, *types: str) -> Self:
        return self.filter(type__in=types)

    def counted_by_type(self) -> dict[str, int]:
        """How many there are of each type, asked once for all."""
        return dict(self.values_list("type").annotate(count=models.Count("pk")).order_by())

    def findings(self) -> Self:
        """Research, without what explains or announces it."""
        return self.exclude(type__in=NO_FINDINGS)

    def about(self, theme: Theme) -> Self:
        return self.filter(themes=theme)

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institutions=institution).distinct()

    def of_concern_to(self, institution: Institution) -> Self:
        """What it deposited or is named with: whose figures are its own."""
        named = OutputInstitution.objects.filter(institution=institution).values("output")
        return self.filter(Q(owner=institution) | Q(pk__in=named))

    def funded_by(self, institution: Institution) -> Self:
        funded = OutputInstitution.objects.filter(
            institution=institution, role=OutputInstitution.Role.FUNDER
        )
        return self.filter(pk__in=funded.values("output"))

    def lacking(self, what: str) -> Self:
        return self.filter(MISSING[what]).distinct()

    def about_country(self, country: Country) -> Self:
        return self.filter(countries=country)

    def about_corridor(self, origin: Country, destination: Country) -> Self:
        return self.filter(corridors__origin=origin, corridors__destination=destination).distinct()

    def credited_to(self, person: Person) -> Self:
        return self.filter(credits__person=person).distinct()

    def allowing(self, user: User, action: Action) -> Self:
        """With which ``user`` may do ``action``: ``partners.sign_in.may``, for many."""
        found = Q(pk__in=())
        for grant in grants(user, action):
            whose = Q() if grant.reach == Reach.HUB else Q(owner=grant.institution_id)
            if grant.reach == Reach.OWN:
                whose &= Q(created_by=grant.user_id) | Q(created_by__isnull=True)
            found |= Q(status__in=grant.statuses) & whose
        return self.filter(found)

    def within_reach_of(self, user: User) -> Self:
        """What ``user`` may see: the own institutions' outputs, or all."""
        return self.allowing(user, Action.VIEW)

    def changeable_by(self, user: User) -> Self:
        return self.allowing(user, Action.CHANGE)

    def waiting_longest(self) -> Self:
        """Of what was sent for review, the oldest first."""
        return self.order_by(F("submitted_at").asc(nulls_last=True), "updated_at", "pk")

    def approved(self, is_approved: bool = True) -> Self:
        """What the own institution has looked at."""
        return self.filter(approved_at__isnull=not is_approved)

    def out_of_embargo(self) -> Self:
        """Still marked as embargoed, though the end has come."""
        return self.filter(access=Access.EMBARGOED, embargo_until__lte=timezone.now())

    def newest_first(self) -> Self:
        return self.order_by("-issued", "-pk")

    def latest_published_at(self) -> datetime | None:
        """When the one that became public last did."""
        moment: datetime | None = self.aggregate(latest=Max("published_at"))["latest"]
        return moment

    def for_listing(self) -> Self:
        """Everything a record in a list shows, in a fixed number of queries."""
        return self.defer("abstract", "provenance").prefetch_related(
            Prefetch("themes", Theme.objects.in_order()),
            Prefetch("countries", Country.objects.by_name()),
            Prefetch("output_institutions", OutputInstitution.objects.in_order()),
            Prefetch("credits", Credit.objects.in_order()),
            Prefetch("documents", Document.objects.current().in_order()),
        )

    def for_briefs(self) -> Self:
        """What a sheet shows: a record with its messages, and the papers it is a brief of."""
        papers = Edition.objects.of_kind(Edition.Kind.BRIEF).with_published_work()
        return self.for_listing().prefetch_related(
            Prefetch("edition_of", papers, to_attr="full_papers")
        )

    def for_results(self) -> Self:
        """The same in two queries, for results of a search: those are asked for all the time.

        Only what a record shows is read at once; anything else costs a query of its own.
        """
        outputs = self.defer("abstract", "provenance", "staff_note", "key_messages", "source")
        outputs._iterable_class = ListedIterable  # noqa: SLF001 - as values() does
        return outputs

    def for_record(self) -> Self:
        """Everything a citation or a metadata format says of an output."""
        return (
            self.for_listing()
            .defer(None)
            .defer("provenance", "staff_note", "return_comment")
            .prefetch_related(
                "corridors",
                Prefetch("edition_of", Edition.objects.select_related("of")),
                Prefetch("editions", Edition.objects.select_related("output")),
            )
        )

    def for_page(self) -> Self:
        """Everything the page of one output shows."""
        return (
            self.for_listing()
            .defer(None)
            .prefetch_related(
                Prefetch("corridors", Corridor.objects.select_related("origin", "destination")),
                Prefetch("edition_of", Edition.objects.select_related("of")),
                Prefetch("editions", Edition.objects.select_related("output")),
                Prefetch("recommendations", Recommendation.objects.in_order()),
            )
        )
