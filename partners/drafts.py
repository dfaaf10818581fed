"""Forms begun and not saved: kept on the server while somebody types, given back later.

What is kept is what the browser would have sent, without files and passwords.
"""

from urllib.parse import parse_qsl, urlencode

from django.utils import timezone

from partners.models import FormDraft, User
from partners.models.drafts import KEPT_FOR

#: The longest form people fill is 30 KB; what is longer was not typed.
LONGEST = 1_000_000
#: Belongs to the sending, not to what was typed.
NOT_KEPT = "csrfmiddlewaretoken"


def keep(user: User, form: str, sent: str) -> FormDraft | None:
    """Keep what is typed, as a form sends it. Nothing where it is too long to be typed."""
    typed = [
        (name, value)
        for name, value in parse_qsl(sent, keep_blank_values=True)
        if name != NOT_KEPT and "password" not in name
    ]
    if len(sent) > LONGEST:
        return None
    draft, _is_new = FormDraft.objects.update_or_create(
        user=user, form=form, defaults={"data": urlencode(typed)}
    )
    return draft


def throw_away(user: User, form: str) -> None:
    FormDraft.objects.of(user, form).delete()


def forget_old() -> int:
    """Delete what nobody came back to; says how many."""
    return FormDraft.objects.before(timezone.now() - KEPT_FOR).delete()[0]
