"""Several recommendations at once: a sheet or pasted lines are checked, mended, and saved."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.admin.desk import DeskAdmin, signed_in
from partners.admin.finding import is_number
from partners.models import User
from partners.roles import Action
from partners.sign_in import may
from research import recommending
from research.models import Output, Recommendation

MOST_MEGABYTES = 5
#: The name of the button that saves; the other one only checks.
SAVE = "_save"


class SheetForm(forms.Form):
    output = forms.ModelChoiceField(
        Output.objects.none(),
        label=gettext_lazy("Output"),
        required=False,
        help_text=gettext_lazy("For rows that do not name their own."),
    )
    text = forms.CharField(
        label=gettext_lazy("Paste lines, or cells of a spreadsheet"),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(
            attrs={"rows": 12, "cols": 80, "wrap": "off", "class": "vLargeTextField"}
        ),
        help_text=gettext_lazy(
            "One recommendation a line, as in “Publish the fees agents charge (p. 12)”; or cells "
            "copied from a spreadsheet with the names of the columns in the first row."
        ),
    )
    file = forms.FileField(label=gettext_lazy("Or a file (CSV, XLSX)"), required=False)

    def __init__(self, user: User, admin_site: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["output"]
        chosen.queryset = Output.objects.changeable_by(user)
        # Looked up by words: nobody scrolls through all outputs.
        link = Recommendation._meta.get_field("output")  # noqa: SLF001 - public in Django
        chosen.widget = AutocompleteSelect(link, admin_site, choices=chosen.choices)
        chosen.widget.choices = chosen.choices

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_MEGABYTES * 2**20:
            said = _("The file is larger than %(limit)d MB.") % {"limit": MOST_MEGABYTES}
            raise ValidationError(said)
        return file

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return said
        try:
            file = said["file"]
            said["rows"] = (
                recommending.of_file(file.read()) if file else recommending.of_text(said["text"])
            )
        except recommending.UnreadableSheet as fault:
            raise ValidationError(str(fault)) from fault
        return said


class SeveralRecommendations(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.several)
        name = "research_output_recommendations"
        return [path("recommendations/", view, name=name), *super().get_urls()]

    def several(self, request: HttpRequest) -> HttpResponse:
        """Check what was sent and show it row by row; save only when that is asked for."""
        user = signed_in(request)
        if not may(user, Action.CHANGE):
            raise PermissionDenied
        output = request.GET.get("output", "")
        form = SheetForm(
            user,
            self.admin_site,
            request.POST or None,
            request.FILES or None,
            initial={"output": output if is_number(output) else None},
        )
        checked = None
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            checked = recommending.check(said["rows"], by=user, output=said["output"])
            if SAVE in request.POST and checked.new and not checked.faulty:
                return self._saved(request, checked, said["output"])
            form = self._again(form, user)
        return self._sheet_page(request, form, checked)

    def _again(self, form: SheetForm, user: User) -> SheetForm:
        """What was read stands in the box, whatever it came from, to be mended and sent again."""
        said = form.cleaned_data
        text = recommending.as_text(said["rows"])
        return SheetForm(user, self.admin_site, initial={"text": text, "output": said["output"]})

    def _saved(
        self, request: HttpRequest, checked: recommending.Checked, output: Output | None
    ) -> HttpResponse:
        count = recommending.save(checked.new)
        said = ngettext(
            "%(count)d recommendation was saved.", "%(count)d recommendations were saved.", count
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
        if output and {one.output_id for one in checked.new} == {output.pk}:
            return redirect("admin:research_output_change", output.pk)
        return redirect("admin:research_output_changelist")

    def _sheet_page(
        self, request: HttpRequest, form: SheetForm, checked: recommending.Checked | None
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Recommendations, several at once"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "checked": checked,
            "can_save": bool(checked and checked.new and not checked.faulty),
            "save": SAVE,
            "columns": [names[0] for names in recommending.COLUMNS.values()],
            "actors": Recommendation.Actor.labels,
        }
        return TemplateResponse(
            request,
            "admin/research/output/several_recommendations.html",
            context,
            status=400 if form.errors else 200,
        )
