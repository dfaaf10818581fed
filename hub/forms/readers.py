"""A form that anybody may send, and what tells a person from a machine without asking others."""

import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

#: Nobody reads and fills a form faster than this, in seconds, and none lies open longer.
FASTEST = 1.0
LONGEST = 24 * 3600
#: What is drawn as a box to write or choose in.
CONTROLS = (
    forms.TextInput,
    forms.EmailInput,
    forms.URLInput,
    forms.NumberInput,
    forms.Select,
    forms.Textarea,
)
_STAMP = Signer(salt="hub.forms.readers")


def new_stamp() -> str:
    return _STAMP.sign(f"{time.time():.2f}")


class ReaderForm(forms.Form):
    """Needs no cookie: the form itself says when it was handed out, signed.

    ``website`` is not shown to people; whoever fills it is answered like all others, and
    nothing is kept.
    """

    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.initial.setdefault("stamp", new_stamp())
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        for field in self.fields.values():
            if isinstance(field.widget, CONTROLS):
                field.widget.attrs.setdefault("class", "ctl")

    @property
    def is_of_a_machine(self) -> bool:
        """Filled in where people see nothing."""
        return bool(self.data.get(self.add_prefix("website")))

    @property
    def stamp_again(self) -> str:
        """What the page carries after a fault: the old stamp, unless that was none."""
        sent = str(self.data.get(self.add_prefix("stamp"), ""))
        return sent if self.is_bound and _age(sent) is not None else new_stamp()

    def clean_stamp(self) -> str:
        stamp: str = self.cleaned_data["stamp"]
        age = _age(stamp)
        if age is None:
            raise ValidationError(_("This page has been open for long. Please send it once more."))
        if age < FASTEST:
            raise ValidationError(_("That was very quick. Please press the button once more."))
        return stamp


def _age(stamp: str) -> float | None:
    """Seconds since the form was handed out; nothing where it was not, or too long ago."""
    try:
        handed_out = float(_STAMP.unsign(stamp))
    except (BadSignature, ValueError):
        return None
    age = time.time() - handed_out
    return age if age < LONGEST else None
