"""The quick way, by keys, finds what asking every search by itself finds."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.alerts import matching
from hub.alerts.batch import Batch
from hub.alerts.saving import Refused, savable
from hub.models import Alert, AlertHit
from research.models import Output
from research.search import Criteria, find
from tests.factories import (
    AlertFactory,
    ConceptFactory,
    CorridorFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    SubscriberFactory,
)

pytestmark = pytest.mark.django_db

WORDS = ["recruitment", "fees", "wages", "theft", "nepal", "qatar", "report", "of", "शुल्क", "none"]
GENDER, DRIVERS = "gender-and-migration", "drivers-of-migration"
FILTERS = {
    "theme": [GENDER, DRIVERS],
    "country": ["NP", "PK"],
    "type": ["report", "policy-brief"],
    "language": ["en", "ne"],
    "destination": ["QA"],
    "sdg": ["8", "5"],
}
word = st.sampled_from(WORDS)
row = st.lists(word, min_size=2, max_size=3).map(" ".join)
typed = st.one_of(
    word,
    row.map('"{}"'.format),
    word.map("-{}".format),
    row.map('-"{}"'.format),
    word.map("title:{}".format),
    row.map('title:"{}"'.format),
    word.map("-title:{}".format),
    st.sampled_from(["year:2020", "-year:2021", "year:2019..2020"]),
)
text = st.lists(typed, max_size=4).map(" ".join)
filters = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
        for name, values in FILTERS.items()
    }
    | {"year_min": st.sampled_from(["2019", "2020"]), "thesaurus": st.just("off")},
)
search = st.tuples(text, filters, st.booleans())


@pytest.fixture
def outputs() -> None:
    ConceptFactory(en=["recruitment fees", "service charges"], ne=["भर्ती शुल्क"])
    ConceptFactory(en=["wage theft", "unpaid wages"])
    np_qa = CorridorFactory()
    OutputFactory(title="Recruitment fees in Nepal", countries=["NP"], themes=[GENDER])
    OutputFactory(title="Fees for recruitment", issued="2020-03", themes=[GENDER, DRIVERS])
    OutputFactory(title="Service charges", type="policy-brief", countries=["NP", "PK"], sdgs=[8])
    OutputFactory(title="भर्ती शुल्क", language="ne", countries=["NP"])
    OutputFactory(title="Unpaid wages in Qatar", corridors=[np_qa], issued="2021", sdgs=[5, 8])
    OutputFactory(title="Report of wages", issued="2019", countries=["PK"], themes=[DRIVERS])
    OutputFactory(title="Theft: a report of wage theft", type="report", issued="")
    read = OutputFactory(title="A long report", summary="Of much.", issued="2020")
    DocumentPageFactory(document=DocumentFactory(output=read), text="Recruitment, and fees. Nepal")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(searches=st.lists(search, min_size=10, max_size=25))
def test_alerts_find_what_their_searches_find_one_by_one(outputs, catch_up, searches):
    Alert.objects.all().delete()
    reader, since = SubscriberFactory(), timezone.now() - timedelta(days=1)
    asked = {}
    for said, chosen, all_words in searches:
        query = _savable(said, chosen)
        if query and (query, all_words) not in asked:
            asked[query, all_words] = AlertFactory(
                subscriber=reader, query=query, all_words=all_words, since=since
            )
    catch_up()

    matching.match(list(Output.objects.values_list("pk", flat=True)))

    assert {one: _found(alert) for one, alert in asked.items()} == {
        one: _searched(alert) for one, alert in asked.items()
    }


def _savable(said: str, chosen: dict[str, list[str]]) -> str:
    """The query string, where such a search may be saved."""
    pairs = urlencode({"q": said, **chosen}, doseq=True)
    try:
        return savable(Criteria.parse(QueryDict(pairs)))
    except Refused:
        return ""


def _found(alert: Alert) -> set[int]:
    return set(AlertHit.objects.filter(alert=alert).values_list("output", flat=True))


def _searched(alert: Alert) -> set[int]:
    """As the search page finds it; of all words, where each of them must occur."""
    found = {hit.output.pk for hit in find(Criteria.parse(QueryDict(alert.query))).hits}
    if not alert.all_words:
        return found
    batch = Batch.of(list(Output.objects.values_list("pk", flat=True)))
    return found & batch.answering(matching.question_of(alert).query())
