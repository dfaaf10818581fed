"""Words that figures are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What was counted."""

    MIGRANT_STOCK = "migrant-stock", _("People living abroad")
    REMITTANCES = "remittances", _("Money sent home, in million US dollars")
    REGISTRATIONS = "registrations", _("Registrations for work abroad")
    APPROVALS = "approvals", _("Approvals for work abroad")
    CITIZENS_ABROAD = "citizens-abroad", _("Citizens living abroad")
    ORIGIN_ABROAD = "origin-abroad", _("People of this origin living abroad")


class Sex(models.TextChoices):
    """``all`` is what the source calls total; it need not split it."""

    ALL = "all", _("All")
    WOMEN = "women", _("Women")
    MEN = "men", _("Men")


class Source(models.TextChoices):
    """The publications, by the word that stands in addresses and files."""

    UN_DESA_2019 = "un-desa-2019", _("International Migrant Stock 2019")
    KNOMAD_2021 = "knomad-2021", _("Bilateral migration and remittances 2021")
    SLBFE = "slbfe", _("Statistics of foreign employment, Sri Lanka")
    OVERSEAS_INDIANS = "overseas-indians", _("Population of overseas Indians")
    DOFE = "dofe", _("Monthly labour approvals, Nepal")
    AGREEMENTS = "labour-agreements", _("Bilateral labour agreements 1945–2020")
