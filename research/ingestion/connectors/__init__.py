"""ONE MODULE PER FORMAT AND SOURCE: what arrives, read into records.

A reader takes a file's text and yields entries, told in neutral field names; one place
(``composing``) cleans them into records or refuses them with a reason. Nothing here
touches the database; only ``transport`` opens connections.
"""
