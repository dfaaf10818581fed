"""What belongs to an output and is edited on its page: people, institutions, editions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.admin.desk import signed_in
from partners.admin.rows import OrderedForm, OrderedFormSet, SaidOnceFormSet
from research.admin.deposit_rows import DepositRows
from research.models import Credit, Edition, Output, OutputInstitution


class CountedByRole(OrderedFormSet):
    counted_by = ("role",)


class CreditForm(OrderedForm):
    name = forms.CharField(
        label=gettext_lazy("Name as credited"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only if it is printed differently there."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean(self) -> None:
        super().clean()
        person = self.cleaned_data.get("person")
        if self.cleaned_data.get("name") or "name" in self.errors:
            return
        if not person:
            raise ValidationError(_("Choose a person, or write the name as it is printed."))
        self.cleaned_data["name"] = person.name


class CreditRows(DepositRows):
    model = Credit
    form = CreditForm
    formset = CountedByRole
    verbose_name = gettext_lazy("person")
    verbose_name_plural = gettext_lazy("people")
    fields = (("person", "name", "role", "order"),)
    offers = True
    offered = staticmethod(lambda start: start.credits)
    autocomplete_fields = ("person",)
    ordering = ("role", "order", "pk")


class OutputInstitutionRows(DepositRows):
    model = OutputInstitution
    form = OrderedForm
    formset = OrderedFormSet
    verbose_name = gettext_lazy("institution")
    verbose_name_plural = gettext_lazy("institutions")
    fields = (("institution", "role", "order"),)
    offers = True
    offered = staticmethod(lambda start: start.institutions)
    autocomplete_fields = ("institution",)
    ordering = ("order", "pk")


class EditionRows(DepositRows):
    model = Edition
    formset = SaidOnceFormSet
    fk_name = "output"
    fields = (("kind", "of"),)
    autocomplete_fields = ("of",)
    verbose_name = gettext_lazy("link to the work this is an edition of")
    verbose_name_plural = gettext_lazy("edition of another output")
    classes = ("collapse",)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Both sides of a new link must be the user's to change; old links stay as they are."""
        if db_field.name == "of":
            match = request.resolver_match
            shown = match.kwargs.get("object_id") if match else None
            linked = (
                Output.objects.filter(editions__output=shown) if shown else Output.objects.none()
            )
            reach = Output.objects.changeable_by(signed_in(request))
            kwargs["queryset"] = Output.objects.filter(
                Q(pk__in=reach.values("pk")) | Q(pk__in=linked.values("pk"))
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
