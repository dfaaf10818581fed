"""REST of who: countries, institutions, people and resource centres; writes nothing."""
