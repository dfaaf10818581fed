"""The tables of who: one file for each kind of thing."""

from partners.models.changes import Change
from partners.models.countries import Country
from partners.models.drafts import FormDraft
from partners.models.institutions import Institution
from partners.models.invitations import Invitation
from partners.models.letters import Letter
from partners.models.people import Affiliation, Person
from partners.models.resource_centres import Help, ResourceCentre
from partners.models.tokens import ApiToken, KeptAnswer
from partners.models.users import Membership, User

__all__ = [
    "Affiliation",
    "ApiToken",
    "Change",
    "Country",
    "FormDraft",
    "Help",
    "Institution",
    "Invitation",
    "KeptAnswer",
    "Letter",
    "Membership",
    "Person",
    "ResourceCentre",
    "User",
]
