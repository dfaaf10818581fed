from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import partial_dates
from partners.models import Country, Institution, User
from partners.partial_dates import PartialDateField
from research.models.credits import OutputInstitution
from research.models.output_queries import NO_FINDINGS, OutputQuerySet
from research.models.themes import Corridor, Theme
from research.vocabularies import Access, Form, Origin, OutputType, Population, Stage, Status

#: A language as BCP 47 writes it: en, ne, sr-Latn.
LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
NO_LANGUAGE_TAG = _("A language is written as a tag: en, hi, ne, bn, ur, si, ta.")
#: Beyond it lie slips of the hand, and years that Python can't read from the database.
OUR_TIME = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
NOT_IN_OUR_TIME = _("An embargo ends between the years 2000 and 2200.")


class Output(models.Model):
    """A research item. What is published has a permanent address."""

    Status = Status

    # What it is
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    type = models.CharField(_("type"), max_length=30, choices=OutputType)
    title = models.TextField(_("title"))
    subtitle = models.TextField(_("subtitle"), blank=True)
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[RegexValidator(LANGUAGE_TAG, NO_LANGUAGE_TAG)],
        help_text=_("As in en, hi, ne, bn, ur, si, ta."),
    )
    issued = PartialDateField(_("issued"))
    # What it says
    summary = models.TextField(
        _("in brief"), blank=True, help_text=_("Two or three plain sentences: what does it find?")
    )
    summary_from_title = models.BooleanField(
        _("summary made from the title only"),
        default=False,
        help_text=_(
            "Only title, imprint or contents were seen; the summary restates no findings."
        ),
    )
    abstract = models.TextField(_("abstract"), blank=True)
    key_messages = ArrayField(
        models.TextField(), verbose_name=_("key messages"), default=list, blank=True
    )
    # Where it stands
    series = models.CharField(_("series"), max_length=300, blank=True)
    number = models.CharField(_("number in the series"), max_length=60, blank=True)
    container = models.CharField(_("in journal or book"), max_length=500, blank=True)
    volume = models.CharField(_("volume"), max_length=60, blank=True)
    journal_number = models.CharField(_("number of the journal"), max_length=60, blank=True)
    pages = models.CharField(_("pages"), max_length=60, blank=True)
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    doi = models.CharField(
        _("DOI"),
        max_length=255,
        blank=True,
        help_text=_("As in 10.1234/abcd, without https://doi.org/."),
    )
    isbn = ArrayField(
        models.CharField(max_length=17), verbose_name="ISBN", default=list, blank=True
    )
    issn = models.CharField("ISSN", max_length=9, blank=True)
    handle = models.CharField(_("handle"), max_length=255, blank=True)
    url = models.URLField(_("address at the publisher"), max_length=1000, blank=True)
    pdf_url = models.URLField(_("file at the publisher"), max_length=1000, blank=True)
    # Who may read it
    licence = models.CharField(
        _("licence"), max_length=60, blank=True, help_text=_("SPDX, as in CC-BY-4.0.")
    )
    access = models.CharField(_("access"), max_length=20, choices=Access, default=Access.OPEN)
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(OUR_TIME[0], NOT_IN_OUR_TIME),
            MaxValueValidator(OUR_TIME[1], NOT_IN_OUR_TIME),
        ],
    )
    # What it is about
    themes = models.ManyToManyField(Theme, related_name="outputs", verbose_name=_("themes"))
    countries = models.ManyToManyField(
        Country, related_name="outputs", blank=True, verbose_name=_("countries covered")
    )
    corridors = models.ManyToManyField(
        Corridor, related_name="outputs", blank=True, verbose_name=_("corridors")
    )
    forms = ArrayField(
        models.CharField(max_length=20, choices=Form),
        verbose_name=_("forms of migration"),
        default=list,
        blank=True,
    )
    stages = ArrayField(
        models.CharField(max_length=20, choices=Stage),
        verbose_name=_("stages of migration"),
        default=list,
        blank=True,
    )
    populations = ArrayField(
        models.CharField(max_length=30, choices=Population),
        verbose_name=_("populations"),
        default=list,
        blank=True,
    )
    sectors = ArrayField(
        models.CharField(max_length=80), verbose_name=_("sectors"), default=list, blank=True
    )
    keywords = ArrayField(
        models.CharField(max_length=120), verbose_name=_("keywords"), default=list, blank=True
    )
    sdgs = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("SDGs"), default=list, blank=True
    )
    gcm_objectives = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("Global Compact objectives"),
        default=list,
        blank=True,
    )
    sex_disaggregated = models.BooleanField(_("has data by sex"), default=False)
    # Who made it
    institutions = models.ManyToManyField(
        Institution, through=OutputInstitution, related_name="outputs"
    )
    # Where it came from
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.PARTNER)
    owner = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_outputs",
        verbose_name=_("deposited by"),
        help_text=_("The institution whose staff look after this record."),
    )
    source = models.CharField(_("source of the record"), max_length=600, blank=True)
    source_is_copy = models.BooleanField(_("source is a copy"), default=False)
    staff_note = models.TextField(_("open points, for staff"), blank=True)
    provenance = models.JSONField(_("who said so, by field"), default=dict, blank=True)
    # Where it is in its life: written by research.editorial only
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="created_outputs"
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="submitted_outputs"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="approved_outputs"
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, editable=False)
    returned_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="returned_outputs"
    )
    return_comment = models.TextField(_("why it was returned"), blank=True, editable=False)
    field_comments = models.JSONField(
        _("what should be changed, by field"), default=dict, blank=True, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="published_outputs"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="withdrawn_outputs"
    )
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    oai_datestamp = models.DateTimeField(_("OAI datestamp"), auto_now=True)

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        permissions = [
            ("submit_output", "Can submit an output"),
            ("approve_output", "Can approve an output"),
            ("publish_output", "Can publish an output"),
            ("return_output", "Can return an output"),
            ("withdraw_output", "Can withdraw an output"),
        ]
        indexes = [
            models.Index(fields=["status", "-issued", "-id"], name="output_newest"),
            # What harvesters and feeds ask for: whatever changed or came in since.
            models.Index(fields=["status", "-updated_at", "-id"], name="output_changed"),
            models.Index(fields=["status", "-published_at", "-id"], name="output_published"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="output_doi_unique",
                violation_error_message=_("Another output has this DOI."),
            ),
            models.UniqueConstraint(
                fields=["handle"],
                condition=~Q(handle=""),
                name="output_handle_unique",
                violation_error_message=_("Another output has this handle."),
            ),
            models.CheckConstraint(
                condition=Q(doi__regex=r"^$|^10\.[0-9]{4,9}/[^A-Z[:space:]]+$"),
                name="output_doi_shape",
                violation_error_message=_("A DOI looks like 10.1234/abcd, in small letters."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="output_has_a_title",
                violation_error_message=_("An output needs a title."),
            ),
            models.CheckConstraint(
                condition=Q(issued__regex=partial_dates.SHAPE),
                name="output_issued_shape",
                violation_error_message=_("The date of issue is no date."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "submitted", "returned"], published_at__isnull=True
                )
                | Q(status__in=["published", "withdrawn"], published_at__isnull=False),
                name="output_date_follows_status",
                violation_error_message=_("Only what is or was public has a publication date."),
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_at__isnull=True),
                name="output_withdrawal_is_explained",
                violation_error_message=_("A withdrawn output needs the date and the reason."),
            ),
            models.CheckConstraint(
                condition=Q(access="embargoed", embargo_until__isnull=False)
                | ~Q(access="embargoed") & Q(embargo_until__isnull=True),
                name="output_embargo_has_an_end",
                violation_error_message=_(
                    "An embargo needs its end, and only an embargo has one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(embargo_until__isnull=True) | Q(embargo_until__range=OUR_TIME),
                name="output_embargo_in_our_time",
                violation_error_message=NOT_IN_OUR_TIME,
            ),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE_TAG),
                name="output_language_is_a_tag",
                violation_error_message=NO_LANGUAGE_TAG,
            ),
            models.CheckConstraint(
                condition=Q(sdgs__contained_by=list(range(1, 18))),
                name="output_sdgs_exist",
                violation_error_message=_("The Sustainable Development Goals are 1 to 17."),
            ),
            models.CheckConstraint(
                condition=Q(gcm_objectives__contained_by=list(range(1, 24))),
                name="output_gcm_objectives_exist",
                violation_error_message=_("The objectives of the Global Compact are 1 to 23."),
            ),
            models.CheckConstraint(
                condition=Q(forms__contained_by=Form.values)
                & Q(stages__contained_by=Stage.values)
                & Q(populations__contained_by=Population.values),
                name="output_classified_by_known_words",
                violation_error_message=_("A form, stage or population is not in the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("research:output", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def has_address(self) -> bool:
        """Whether readers may know of it: a withdrawn output keeps its tombstone."""
        return self.status in {self.Status.PUBLISHED, self.Status.WITHDRAWN}

    @property
    def is_readable(self) -> bool:
        """Whether readers may have its documents now."""
        return self.is_public and self.is_open

    @property
    def is_open(self) -> bool:
        """Whether the hub may hand out the files. An embargo ends by itself, at its date."""
        if self.access == Access.EMBARGOED:
            return bool(self.embargo_until and self.embargo_until <= timezone.now())
        return self.access == Access.OPEN

    @property
    def is_finding(self) -> bool:
        return self.type not in NO_FINDINGS

    @property
    def is_external(self) -> bool:
        return self.origin == Origin.EXTERNAL

    @property
    def year(self) -> int | None:
        return int(self.issued[:4]) if self.issued else None

    @property
    def issued_display(self) -> str:
        return partial_dates.shown(self.issued)

    @property
    def publisher_address(self) -> str:
        """Where the publisher shows it: the DOI before any other address, its page, its file."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url or self.pdf_url

    @property
    def public_source(self) -> str:
        """Where the record's facts come from, unless that was only a copy."""
        return "" if self.source_is_copy else self.source
