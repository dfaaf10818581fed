"""Words an output is described with: types, forms, stages, populations and goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutputType(models.TextChoices):
    """What an output is, after the COAR resource types."""

    POLICY_BRIEF = "policy-brief", _("Policy brief")
    REPORT = "report", _("Report")
    WORKING_PAPER = "working-paper", _("Working paper")
    JOURNAL_ARTICLE = "journal-article", _("Journal article")
    BOOK = "book", _("Book")
    BOOK_CHAPTER = "book-chapter", _("Book chapter")
    CONFERENCE_PAPER = "conference-paper", _("Conference paper")
    THESIS = "thesis", _("Thesis")
    DATASET = "dataset", _("Data set")
    GUIDE = "guide", _("Guide")
    LEARNING_MATERIAL = "learning-material", _("Learning material")
    POLICY_DOCUMENT = "policy-document", _("Law or policy")
    AGREEMENT = "agreement", _("Agreement")
    EVENT_REPORT = "event-report", _("Event report")
    STATEMENT = "statement", _("Statement")
    COMMENTARY = "commentary", _("Commentary")
    MEDIA_UPDATE = "media-update", _("Media update")


class Status(models.TextChoices):
    """Where an output is in its life."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Form(models.TextChoices):
    """How people move."""

    INTERNATIONAL = "international", _("International")
    INTERNAL = "internal", _("Internal")
    RETURN = "return", _("Return")
    FORCED = "forced", _("Forced")


class Stage(models.TextChoices):
    """Where in the cycle of migration."""

    BEFORE_DEPARTURE = "before-departure", _("Before departure")
    AT_DESTINATION = "at-destination", _("At destination")
    RETURN = "return", _("Return and reintegration")


class Population(models.TextChoices):
    """Of whom an output speaks."""

    WOMEN = "women", _("Women")
    DOMESTIC_WORKERS = "domestic-workers", _("Domestic workers")
    CONSTRUCTION_WORKERS = "construction-workers", _("Construction workers")
    GARMENT_WORKERS = "garment-workers", _("Garment workers")
    HEALTH_WORKERS = "health-workers", _("Health workers")
    RETURNEES = "returnees", _("Returnees")
    LEFT_BEHIND = "left-behind-families", _("Families left behind")
    CHILDREN = "children", _("Children")
    YOUTH = "youth", _("Young people")
    STUDENTS = "students", _("Students")
    REFUGEES = "refugees", _("Refugees and displaced people")
    DIASPORA = "diaspora", _("Diaspora")
    SEASONAL = "seasonal-workers", _("Seasonal workers")


class Access(models.TextChoices):
    """Whether a reader can have the document. An embargo is access, not a status."""

    OPEN = "open", _("Open")
    EMBARGOED = "embargoed", _("Under embargo")
    METADATA_ONLY = "metadata-only", _("Record only")


class Origin(models.TextChoices):
    """Whose an output is. External ones are labelled and not served by OAI-PMH."""

    PARTNER = "partner", _("Partner institute")
    PROGRAMME = "programme", _("Programme")
    EXTERNAL = "external", _("External")


#: The 17 Sustainable Development Goals and the 23 objectives of the Global Compact.
SDGS = range(1, 18)
GCM_OBJECTIVES = range(1, 24)
