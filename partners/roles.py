"""The permission table: who may do what. The one place that says so.

``OUTPUTS`` says what a role may do with an output: how far it reaches (own drafts,
the own institution, the hub) and at which points of the output's life. ``PERMISSIONS``
is the same and everything else in Django's words (``app.action_model``).
``partners.sign_in.may`` answers by it; ``docs/permissions.md`` is written from it.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("Contributor")
    INSTITUTION_EDITOR = "institution_editor", _("Institution editor")
    HUB_EDITOR = "hub_editor", _("Hub editor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Action(models.TextChoices):
    """What can be done with an output."""

    VIEW = "view", _("sees it, its files and its preview")
    ADD = "add", _("adds one")
    CHANGE = "change", _("changes it, its people and documents")
    DELETE = "delete", _("deletes it")
    SUBMIT = "submit", _("sends it for review")
    APPROVE = "approve", _("approves it for the institution")
    RETURN = "return", _("returns it with comments")
    PUBLISH = "publish", _("publishes it, at once or under embargo")
    WITHDRAW = "withdraw", _("withdraws it")


class Reach(models.TextChoices):
    """Whose outputs."""

    OWN = "own", _("own, of the own institution")
    INSTITUTION = "institution", _("the own institution")
    HUB = "hub", _("all")


@dataclass(frozen=True, slots=True)
class Rule:
    """How far a role reaches with an action, and in which states of the output."""

    reach: Reach
    statuses: frozenset[str]


UNSENT = frozenset({"draft", "returned"})
SUBMITTED = frozenset({"submitted"})
PUBLISHED = frozenset({"published"})
WITHDRAWN = frozenset({"withdrawn"})
NEVER_PUBLIC = UNSENT | SUBMITTED
ANY = NEVER_PUBLIC | PUBLISHED | WITHDRAWN
DRAFT = frozenset({"draft"})

_HUB_RULES = {
    Action.VIEW: Rule(Reach.HUB, ANY),
    Action.ADD: Rule(Reach.HUB, DRAFT),
    Action.CHANGE: Rule(Reach.HUB, ANY),
    Action.DELETE: Rule(Reach.HUB, NEVER_PUBLIC),
    Action.SUBMIT: Rule(Reach.HUB, UNSENT),
    Action.APPROVE: Rule(Reach.HUB, SUBMITTED),
    Action.RETURN: Rule(Reach.HUB, SUBMITTED),
    Action.PUBLISH: Rule(Reach.HUB, NEVER_PUBLIC | WITHDRAWN),
    Action.WITHDRAW: Rule(Reach.HUB, PUBLISHED),
}
#: What waits for review changes for its reviewers at the hub only, so nothing joins it
#: unseen; what is or was public is never deleted, it is withdrawn.
OUTPUTS: dict[str, dict[Action, Rule]] = {
    Role.CONTRIBUTOR: {
        Action.VIEW: Rule(Reach.INSTITUTION, ANY),
        Action.ADD: Rule(Reach.INSTITUTION, DRAFT),
        Action.CHANGE: Rule(Reach.OWN, UNSENT),
        Action.DELETE: Rule(Reach.OWN, UNSENT),
        Action.SUBMIT: Rule(Reach.OWN, UNSENT),
    },
    Role.INSTITUTION_EDITOR: {
        Action.VIEW: Rule(Reach.INSTITUTION, ANY),
        Action.ADD: Rule(Reach.INSTITUTION, DRAFT),
        Action.CHANGE: Rule(Reach.INSTITUTION, UNSENT | PUBLISHED | WITHDRAWN),
        Action.DELETE: Rule(Reach.INSTITUTION, UNSENT),
        Action.SUBMIT: Rule(Reach.INSTITUTION, UNSENT),
        Action.APPROVE: Rule(Reach.INSTITUTION, SUBMITTED),
        Action.RETURN: Rule(Reach.INSTITUTION, SUBMITTED),
    },
    Role.HUB_EDITOR: _HUB_RULES,
    Role.ADMINISTRATOR: _HUB_RULES,
}


def _all(app: str, *models_: str) -> frozenset[str]:
    return frozenset(
        f"{app}.{action}_{model}"
        for model in models_
        for action in ("view", "add", "change", "delete")
    )


def _see(app: str, *models_: str) -> frozenset[str]:
    return frozenset(f"{app}.view_{model}" for model in models_)


#: Links between outputs, where both are one's own to change.
_LINKS = _all("research", "edition")


def _outputs(role: Role) -> frozenset[str]:
    """The role's actions on outputs, and what belongs to an output goes with it."""
    parts = _all("research", "document", "credit", "outputinstitution", "recommendation")
    return parts | _LINKS | {f"research.{action}_output" for action in OUTPUTS[role]}


_LOOK_UP = _see("partners", "institution", "person", "country") | _see(
    "research", "theme", "project", "corridor", "practice", "dayofusage", "linkcheck", "remotefile"
)
#: Lists brought in as a whole; whose they are is asked where an import is begun.
_IMPORTS = frozenset({"research.view_import", "research.add_import", "research.change_import"})
#: What readers propose for the own institution's country.
_DECIDES = frozenset({"hub.view_proposal", "hub.change_proposal"})
#: Whom and what they credit; readers see it once something public names it. Where somebody
#: works is public at once, so the hub's editors say it.
_DEPOSITOR = _LOOK_UP | _IMPORTS | {"partners.add_person", "partners.add_institution"}
#: What sources say of an institution's works is decided by its editor, or by the hub's.
_HARVESTED = _see("research", "source", "harvest", "harvestrecord", "proposal") | {
    "research.change_proposal"
}
_HUB_EDITOR = (
    _DEPOSITOR
    | _HARVESTED
    | _all("research", "source")
    | {"research.change_harvest"}
    | _outputs(Role.HUB_EDITOR)
    | _all("partners", "institution", "person", "affiliation", "resourcecentre")
    | _all("research", "project", "projectinstitution", "practice", "corridor")
    | _all("research", "concept", "conceptlabel")
    | _all("hub", "event", "eventinstitution", "session", "speaker")
    | _all("hub", "issue", "issueitem", "issuetext", "registration")
    | _see("research", "searchlogentry")
    | _DECIDES
    | {"research.change_theme", "research.merge_output", "hub.send_issue"}
)
#: Who reads is known to as few as possible; somebody must erase who asks for it by letter.
_READERS = frozenset({"hub.view_subscriber", "hub.delete_subscriber", "hub.view_outboxmail"})

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CONTRIBUTOR: _DEPOSITOR | _outputs(Role.CONTRIBUTOR),
    Role.INSTITUTION_EDITOR: _DEPOSITOR
    | _HARVESTED
    | _DECIDES
    | _outputs(Role.INSTITUTION_EDITOR),
    Role.HUB_EDITOR: _HUB_EDITOR,
    Role.ADMINISTRATOR: _HUB_EDITOR
    | _READERS
    | _all("partners", "user", "membership", "country", "invitation")
    | _see("partners", "letter"),
}
#: Roles that reach the outputs of every institution.
HUB_WIDE = frozenset({Role.HUB_EDITOR, Role.ADMINISTRATOR})
#: Roles that can make something public: these sign in with a second factor.
PUBLISHERS = frozenset(role for role in Role if Action.PUBLISH in OUTPUTS[role])
