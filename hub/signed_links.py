"""Signed links: whoever holds one may do what it says, and nothing else identifies a reader."""

from django.core.signing import BadSignature, Signer


class NoSuchLink(Exception):
    """Not one of ours, or of somebody who is gone."""


class Links:
    """Links of one kind: none of another kind opens what these do."""

    def __init__(self, kind: str) -> None:
        self._signer = Signer(salt=kind)

    def token(self, pk: int, key: str = "") -> str:
        return self._signer.sign(f"{pk}.{key}" if key else str(pk))

    def opened(self, token: str) -> tuple[int, str]:
        """Number and key that were signed. Raises ``NoSuchLink``."""
        try:
            pk, _dot, key = self._signer.unsign(token).partition(".")
            return int(pk), key
        except (BadSignature, ValueError) as fault:
            raise NoSuchLink from fault
