"""Where the text of a licence stands, by its SPDX identifier."""

import re

CREATIVE_COMMONS = re.compile(
    r"CC-(?P<kind>BY(?:-NC)?(?:-ND|-SA)?)-(?P<version>\d\.\d)(?:-(?P<port>[A-Z]{2,3}))?"
)
PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/zero/1.0/"
OTHER = re.compile(r"[A-Za-z0-9.+-]+")


def address_of(spdx: str) -> str:
    """The deed of a Creative Commons licence, the SPDX page of another; empty if unknown."""
    if spdx == "CC0-1.0":
        return PUBLIC_DOMAIN
    if found := CREATIVE_COMMONS.fullmatch(spdx):
        port = f"{found['port'].lower()}/" if found["port"] else ""
        kind = found["kind"].lower()
        return f"https://creativecommons.org/licenses/{kind}/{found['version']}/{port}"
    return f"https://spdx.org/licenses/{spdx}.html" if OTHER.fullmatch(spdx) else ""
