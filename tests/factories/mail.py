from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hub.alerts.matching import work_out
from hub.models import Alert, Issue, IssueItem, Subscriber, SubscriptionRequest
from partners.models import Country
from research.models import Theme
from tests.factories.portal import EventFactory
from tests.factories.research import OutputFactory


class SubscriberFactory(DjangoModelFactory):
    """A confirmed weekly reader. Themes by slug, countries by code."""

    class Meta:
        model = Subscriber
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"reader-{n}@example.org")
    newsletter = "weekly"
    consent = "I want mail."
    consented_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def themes(self, create, extracted, **_):
        if extracted:
            self.themes.set(Theme.objects.filter(slug__in=extracted))

    @factory.post_generation
    def countries(self, create, extracted, **_):
        if extracted:
            self.countries.set(Country.objects.filter(code__in=extracted))


class SubscriptionRequestFactory(DjangoModelFactory):
    class Meta:
        model = SubscriptionRequest

    email = factory.Sequence(lambda n: f"asking-{n}@example.org")
    newsletter = "weekly"
    consent = "I want mail."


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = Issue

    slug = factory.Sequence(lambda n: f"issue-{n}")
    title = factory.Sequence(lambda n: f"Issue {n}")
    rhythm = "weekly"
    covers_from = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))


class IssueItemFactory(DjangoModelFactory):
    """An output among the research, or an event, if one is named."""

    class Meta:
        model = IssueItem

    issue = factory.SubFactory(IssueFactory)
    part = "research"
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    output = factory.SubFactory(OutputFactory)

    class Params:
        of_event = factory.Trait(
            part="events", output=None, event=factory.SubFactory(EventFactory)
        )


class AlertFactory(DjangoModelFactory):
    class Meta:
        model = Alert

    subscriber = factory.SubFactory(SubscriberFactory, newsletter="")
    query = "q=recruitment"
    pace = "at-once"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        alert = work_out(model_class(**kwargs))
        alert.save()
        return alert
