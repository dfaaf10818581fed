"""How it was counted, in sentences that stand beside every report."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from research.usage.reports import Report


def method(report: Report) -> list[str]:
    said = [
        _(
            "Counted after the COUNTER Code of Practice, release 5.1, where it applies: "
            "an investigation is that somebody opened the record of an output or its document; "
            "a request is that somebody opened or downloaded the document or its text."
        ),
        _(
            "Robots on COUNTER’s list and machines are left out. Two clicks of one reader on one "
            "thing within 30 seconds count once. Unique figures count a reader once an hour of "
            "the clock for each output. A file read in parts counts once."
        ),
        _("An output under several themes or countries counts for each of them."),
        _("The report has not been audited by COUNTER. Days are those of universal time (UTC)."),
    ]
    if report.as_of and report.began_on:
        began, as_of = (date_format(day, "j F Y") for day in (report.began_on, report.as_of))
        said.append(
            _("Counting began on %(began)s; counts as of %(as_of)s.")
            % {"began": began, "as_of": as_of}
        )
    else:
        said.append(_("No day has been counted yet."))
    return said
