"""How each promise of the tables of the harvest is broken."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from research.models import Harvest, HarvestRecord, LinkCheck, Proposal, RemoteFile
from tests.factories import OutputFactory
from tests.factories.harvests import SourceFactory


def run(**values: Any) -> Harvest:
    source = values.pop("source", None) or SourceFactory()
    return Harvest.objects.create(**{"source": source, "state": "finished", **values})


def record(harvest: Harvest | None = None, **values: Any) -> HarvestRecord:
    harvest = harvest or run()
    named = {"identifier": "one", "verdict": "new", "digest": "0" * 64}
    return HarvestRecord.objects.create(run=harvest, source=harvest.source, **(named | values))


def proposal(**values: Any) -> Proposal:
    source = values.pop("source", None) or SourceFactory()
    named = {"kind": "new", "identifier": "one", "source": source}
    return Proposal.objects.create(**(named | values))


def link(**values: Any) -> LinkCheck:
    told = {"field": "url", "address": "https://example.org/", "host": "example.org"} | values
    return LinkCheck.objects.create(output=told.pop("output", None) or OutputFactory(), **told)


def twice(made: Callable[..., Any], **values: Any) -> None:
    made(**values)
    made(**values)


PROMISES: dict[str, Callable[[], Any]] = {
    "source_own_has_an_institution": lambda: SourceFactory(is_own=True),
    "source_asked_now_and_then": lambda: SourceFactory(every=0),
    "source_trust_is_known": lambda: SourceFactory(trust="blindly"),
    "harvest_one_at_a_time": lambda: twice(run, source=SourceFactory(), state="waiting"),
    "harvest_lease_only_at_work": lambda: run(lease_until=timezone.now()),
    "harvest_failure_says_why": lambda: run(state="failed"),
    "harvest_loses_no_record": lambda: run(seen=2, new=1),
    "harvestrecord_one_is_current": lambda: twice(record, harvest=run()),
    "harvestrecord_undone_is_not_current": lambda: record(stage="undone"),
    "harvestrecord_left_out_says_why": lambda: record(verdict="set_aside"),
    "proposal_once_for_an_output": lambda: twice(
        proposal, source=SourceFactory(), output=OutputFactory(), kind="field", field="title"
    ),
    "proposal_once_for_a_record": lambda: twice(proposal, source=SourceFactory()),
    "proposal_of_a_field_names_it": lambda: proposal(kind="field", output=OutputFactory()),
    "proposal_claim_says_whose": lambda: proposal(kind="claim"),
    "proposal_decided_at_a_time": lambda: proposal(state="refused"),
    "remotefile_not_fetched_says_why": lambda: RemoteFile.objects.create(
        output=OutputFactory(), address="https://example.org/a.pdf", state="left"
    ),
    "linkcheck_one_of_a_field": lambda: twice(link, output=OutputFactory()),
    "linkcheck_failure_says_since_when_and_why": lambda: link(state="broken"),
    "linkcheck_alive_was_seen": lambda: link(state="alive"),
}
