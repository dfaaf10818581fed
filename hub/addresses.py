"""Parts of addresses: countries by their ISO code, corridors by two of them."""


class CountryCode:
    """``np``; large letters, as people type them, mean the same."""

    regex = "[A-Za-z]{2}"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value.lower()


class CountryPair(CountryCode):
    """``np-qa``: origin, then destination."""

    regex = "[A-Za-z]{2}-[A-Za-z]{2}"
