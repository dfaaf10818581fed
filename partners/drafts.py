"""Forms begun and not saved: kept on the server while somebody types, given back later.

What is kept is what the browser would have sent, without files and passwords.
"""

from django.http import QueryDict
from django.utils import timezone

from partners.models import FormDraft, User
from partners.models.drafts import KEPT_FOR

#: The longest form people fill is 30 KB; what is longer was not typed.
LONGEST = 1_000_000
#: Fields that belong to the sending, not to what was typed.
NOT_KEPT = {"csrfmiddlewaretoken"}


def keep(user: User, form: str, typed: QueryDict) -> FormDraft | None:
    """Keep what is typed; the moment it was begun stays. Nothing where it is too long."""
    copy = typed.copy()
    for name in list(copy):
        if name in NOT_KEPT or "password" in name:
            del copy[name]
    data = copy.urlencode()
    if len(data) > LONGEST:
        return None
    draft, _is_new = FormDraft.objects.update_or_create(
        user=user, form=form, defaults={"data": data}
    )
    return draft


def typed(draft: FormDraft) -> QueryDict:
    """What was typed, as a form takes it."""
    return QueryDict(draft.data, mutable=True)


def throw_away(user: User, form: str) -> None:
    FormDraft.objects.of(user, form).delete()


def forget_old() -> int:
    return FormDraft.objects.before(timezone.now() - KEPT_FOR).delete()[0]
