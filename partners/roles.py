"""The permission table: who may do what. The one place that says so.

A role names permissions as Django does (``app.action_model``). A contributor or
institution editor has them for the outputs of the own institution only; which
outputs those are is asked of ``research`` with the institutions named here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("Contributor")
    INSTITUTION_EDITOR = "institution_editor", _("Institution editor")
    HUB_EDITOR = "hub_editor", _("Hub editor")
    ADMINISTRATOR = "administrator", _("Administrator")


def _all(app: str, *models_: str) -> frozenset[str]:
    return frozenset(
        f"{app}.{action}_{model}"
        for model in models_
        for action in ("view", "add", "change", "delete")
    )


def _see(app: str, *models_: str) -> frozenset[str]:
    return frozenset(f"{app}.view_{model}" for model in models_)


_DEPOSIT = _all("research", "output", "document", "credit", "outputinstitution", "recommendation")
#: Links between outputs, where both are one's own to change.
_LINKS = _all("research", "edition")
_LOOK_UP = _see("partners", "institution", "person", "country") | _see(
    "research", "theme", "project", "corridor", "practice", "dayofusage"
)
#: Whom they credit. Where somebody works is public at once, so the hub's editors say it.
_PEOPLE = frozenset({"partners.add_person"})
_CONTRIBUTOR = _DEPOSIT | _LINKS | _LOOK_UP | _PEOPLE | {"research.submit_output"}
_HUB_EDITOR = (
    _CONTRIBUTOR
    | _all("partners", "institution", "person", "affiliation", "resourcecentre")
    | _all("research", "project", "projectinstitution", "practice", "corridor")
    | _all("research", "concept", "conceptlabel")
    | _all("hub", "event", "eventinstitution", "session", "speaker")
    | _all("hub", "issue", "issueitem", "issuetext", "registration")
    | _see("research", "searchlogentry")
    | {
        "research.change_theme",
        "research.publish_output",
        "research.return_output",
        "research.withdraw_output",
        "hub.send_issue",
        "research.merge_output",
    }
)
#: Who reads is known to as few as possible; somebody must erase who asks for it by letter.
_READERS = frozenset({"hub.view_subscriber", "hub.delete_subscriber", "hub.view_outboxmail"})

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.INSTITUTION_EDITOR: _CONTRIBUTOR,
    Role.HUB_EDITOR: _HUB_EDITOR,
    Role.ADMINISTRATOR: (
        _HUB_EDITOR | _READERS | _all("partners", "user", "membership", "country")
    ),
}
#: Roles that reach the outputs of every institution.
HUB_WIDE = frozenset({Role.HUB_EDITOR, Role.ADMINISTRATOR})
