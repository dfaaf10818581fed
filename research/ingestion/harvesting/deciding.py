"""What people decide about proposals: accept, refuse, always refuse from this source.

Each is one transaction; deciding twice raises ``NotPossibleNow``. Who may decide is asked
before, by the interface.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.history.acting import acting
from partners.models import User
from partners.roles import Action
from partners.sign_in import may
from research import editorial
from research.ingestion.connectors.table import Item
from research.ingestion.harvesting.bringing import drafted
from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.harvesting.provenance import PEOPLE
from research.ingestion.harvesting.recognising import recognise
from research.ingestion.importing.creating import credits_of
from research.ingestion.importing.packing import unpacked
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import (
    Credit,
    Harvest,
    HarvestRecord,
    Output,
    OutputInstitution,
    Proposal,
    Source,
)
from research.vocabularies import Origin

Kind, State = Proposal.Kind, Proposal.State


Decision = Callable[..., Proposal]
#: Reads what must be known of a source, or has it.
Reader = Callable[[Source], Knowledge]


class NotPossibleNow(Exception):
    """The proposal can't be decided so as things stand; the message says why, for people."""


def knowledge_of(source: Source) -> Knowledge:
    """What is read once for a source, however many of its proposals are accepted."""
    return Knowledge.of(Harvest(source=source))


def accept(proposal: Proposal, *, by: User, knowledge: Reader = knowledge_of) -> Proposal:
    """Do what is proposed. Raises ``NotPossibleNow``."""
    with acting(by, _("accepted from “%(source)s”") % {"source": proposal.source}):
        held = _hold(proposal)
        ACCEPTED[Kind(held.kind)](held, by, knowledge)
        return _decided(held, State.ACCEPTED, by)


@transaction.atomic
def refuse(proposal: Proposal, *, by: User) -> Proposal:
    """Leave things as they are; asked again only when the source says something else."""
    return _decided(_hold(proposal), State.REFUSED, by)


@transaction.atomic
def always_refuse(proposal: Proposal, *, by: User) -> Proposal:
    """Leave things as they are, and never hear of it from this source again."""
    return _decided(_hold(proposal), State.NEVER, by)


def decide_all(
    proposals: Iterable[Proposal], verb: str, *, by: User
) -> tuple[int, list[tuple[Proposal, str]]]:
    """The same for many, each by itself: how many went through, and why others did not."""
    verbs: dict[str, Decision] = {
        "accept": partial(accept, knowledge=cache(knowledge_of)),
        "refuse": refuse,
        "always_refuse": always_refuse,
    }
    done, not_done = 0, []
    for proposal in proposals:
        try:
            verbs[verb](proposal, by=by)
        except NotPossibleNow as refusal:
            not_done.append((proposal, str(refusal)))
        else:
            done += 1
    return done, not_done


def _hold(proposal: Proposal) -> Proposal:
    held = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("source__institution", "output", "institution", "record")
        .filter(pk=proposal.pk)
        .first()
    )
    if held is None or held.state != State.OPEN:
        raise NotPossibleNow(_("Somebody has decided this already."))
    return held


def _decided(proposal: Proposal, state: str, by: User) -> Proposal:
    proposal.state, proposal.decided_at, proposal.decided_by = state, timezone.now(), by
    # A decision about a value for ever stands instead of an earlier one.
    Proposal.objects.filter(
        source=proposal.source_id,
        output=proposal.output_id,
        identifier=proposal.identifier,
        kind=proposal.kind,
        field=proposal.field,
        institution=proposal.institution_id,
        state=State.NEVER,
    ).exclude(pk=proposal.pk).delete()
    proposal.save(update_fields=["state", "decided_at", "decided_by", "output"])
    return proposal


def _accept_field(proposal: Proposal, by: User, _knowledge: Reader) -> None:
    output = _held_output(proposal)
    name, value = proposal.field, proposal.theirs
    if name == PEOPLE:
        _credit(output, proposal)
    else:
        setattr(output, name, value)
    # Without a digest: a person has chosen this value, so a source may not change it again.
    output.provenance = output.provenance | {
        name: {"source": proposal.source.mark, "accepted_by": by.pk}
    }
    try:
        output.full_clean(exclude=_fields_besides(name))
    except ValidationError as fault:
        raise NotPossibleNow(" ".join(fault.messages)) from fault
    plain = [name] if name != PEOPLE else []
    output.save(update_fields=[*plain, "provenance", "updated_at", "oai_datestamp"])


def _fields_besides(name: str) -> set[str]:
    """What is not asked about: an old record may lack what is asked of new ones."""
    return {field.name for field in Output._meta.get_fields()} - {name}  # noqa: SLF001


def _credit(output: Output, proposal: Proposal) -> None:
    if proposal.record is None:
        raise NotPossibleNow(_("The record is gone."))
    record, known = unpacked(proposal.record.record), Known()
    known.look_up_people((one.name for one in record.people), (one.orcid for one in record.people))
    output.credits.all().delete()
    Credit.objects.bulk_create(credits_of(output, record, known))


def _accept_work(proposal: Proposal, by: User, knowledge_of: Reader) -> None:
    """A new output, that waits for review as if the person had sent it."""
    if proposal.output_id:
        _link(proposal)
        return
    if proposal.record is None:
        raise NotPossibleNow(_("The record is gone."))
    record = unpacked(proposal.record.record)
    if found := _here_already(record):
        _accept_known(proposal, found, by)
        return
    knowledge = knowledge_of(proposal.source)
    record = knowledge.topics.completed(record)
    now = timezone.now()
    approved = {"approved_at": now, "approved_by": by} if proposal.institution_id else {}
    owner = proposal.institution or knowledge.giver.owner
    [output] = drafted(
        [record],
        knowledge,
        owner=owner,
        origin=Origin.PARTNER if owner else Origin.EXTERNAL,
        created_by=by,
        submitted_by=by,
        **approved,
    )
    if owner:
        OutputInstitution.objects.get_or_create(
            output=output,
            institution=owner,
            role=OutputInstitution.Role.AUTHOR,
            defaults={"order": _next_place(output)},
        )
    _answer_siblings(proposal, output)


def _here_already(record: IncomingOutput) -> Output | None:
    """The output that the work has become since it was proposed, in whichever way."""
    case = Case(Item("", "", None), row=HarvestRecord(), record=record)
    recognise([case])
    return case.output


def _accept_known(proposal: Proposal, output: Output, by: User) -> None:
    """Nothing is made twice: the institution is named with the output that is there."""
    is_nobodys = output.owner_id is None
    if proposal.institution_id and not (is_nobodys or may(by, Action.CHANGE, output)):
        said = _("The hub has it already, as an output of another institution: “%(title)s”.")
        raise NotPossibleNow(said % {"title": output.title})
    _answer_siblings(proposal, output)
    _link(proposal)


def _answer_siblings(proposal: Proposal, output: Output) -> None:
    """Others to whom the same record was offered are asked about the output it has become."""
    proposal.output = output
    same = Proposal.objects.filter(source=proposal.source_id, identifier=proposal.identifier)
    same.waiting().exclude(pk=proposal.pk).filter(output=None).update(output=output)
    HarvestRecord.objects.current().filter(
        source=proposal.source_id, identifier=proposal.identifier, output=None
    ).update(output=output)


def _link(proposal: Proposal) -> None:
    """The institution named with an output that is there already; its own if it is nobody's."""
    output, institution = _held_output(proposal), proposal.institution
    if institution is None:
        return
    OutputInstitution.objects.get_or_create(
        output=output,
        institution=institution,
        role=OutputInstitution.Role.AUTHOR,
        defaults={"order": _next_place(output)},
    )
    if output.owner_id is None:
        output.owner, output.origin = institution, Origin.PARTNER
    output.save(update_fields=["owner", "origin", "updated_at", "oai_datestamp"])


def _next_place(output: Output) -> int:
    last: int | None = output.output_institutions.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _accept_deletion(proposal: Proposal, by: User, _knowledge: Reader) -> None:
    """Withdraw what readers know; delete what nobody has seen."""
    output = _held_output(proposal)
    if output.is_public:
        said = _("Its source, “%(source)s”, has taken it away.")
        editorial.withdraw(output, by=by, reason=said % {"source": proposal.source})
    elif not output.has_address:
        Proposal.objects.filter(output=output).update(output=None)
        proposal.output = None
        output.delete()


def _accept_sameness(proposal: Proposal, _by: User, _knowledge: Reader) -> None:
    """Noted only: which record stays, and with what, is chosen where records are merged."""


def _held_output(proposal: Proposal) -> Output:
    output = Output.objects.select_for_update().filter(pk=proposal.output_id or 0).first()
    if output is None:
        raise NotPossibleNow(_("The output is gone: it was merged or deleted."))
    return output


ACCEPTED = {
    Kind.FIELD: _accept_field,
    Kind.NEW: _accept_work,
    Kind.CLAIM: _accept_work,
    Kind.DELETED: _accept_deletion,
    Kind.SAME: _accept_sameness,
}
