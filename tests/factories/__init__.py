"""Objects for tests: whole and valid, with nothing in them that a test did not ask for."""

from tests.factories.invitations import InvitationFactory, LetterFactory
from tests.factories.mail import (
    AlertFactory,
    IssueFactory,
    IssueItemFactory,
    SubscriberFactory,
    SubscriptionRequestFactory,
)
from tests.factories.partners import (
    AffiliationFactory,
    InstitutionFactory,
    MembershipFactory,
    PersonFactory,
    ResourceCentreFactory,
    UserFactory,
)
from tests.factories.portal import (
    EventFactory,
    EventInstitutionFactory,
    ProposalFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.research import (
    CorridorFactory,
    CreditFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    RecommendationFactory,
    SearchLogEntryFactory,
)
from tests.factories.thesaurus import ConceptFactory

__all__ = [
    "AffiliationFactory",
    "AlertFactory",
    "ConceptFactory",
    "CorridorFactory",
    "CreditFactory",
    "DocumentFactory",
    "DocumentPageFactory",
    "EventFactory",
    "EventInstitutionFactory",
    "InstitutionFactory",
    "InvitationFactory",
    "IssueFactory",
    "IssueItemFactory",
    "LetterFactory",
    "MembershipFactory",
    "OutputFactory",
    "OutputInstitutionFactory",
    "PersonFactory",
    "PracticeFactory",
    "ProjectFactory",
    "ProjectInstitutionFactory",
    "ProposalFactory",
    "RecommendationFactory",
    "ResourceCentreFactory",
    "SearchLogEntryFactory",
    "SessionFactory",
    "SpeakerFactory",
    "SubscriberFactory",
    "SubscriptionRequestFactory",
    "UserFactory",
]
