"""What readers may propose: the names of the fields of a centre and of a practice."""

OF_CENTRES = (
    "name",
    "address",
    "city",
    "phones",
    "website",
    "weekly_hours",
    "hours",
    "helps_with",
    "services",
    "languages",
    "note",
)
#: Columns, then relations: codes of countries, slugs of themes.
OF_PRACTICES = (
    "title",
    "what_was_done",
    "what_was_learnt",
    "evidence",
    "year",
    "other_institutions",
    "source",
)
RELATIONS_OF_PRACTICES = ("countries", "themes")
