"""Who a programme speaks for: ``Authorization: Bearer`` with a token made in the admin."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from partners.models import ApiToken, User

KEYWORD = "Bearer"
#: Longer than any token; not worth a hash.
MOST_CHARACTERS = 200


class TokenAuthentication(BaseAuthentication):
    """A wrong token is refused, also for reading: whoever sends one means it."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        said = request.headers.get("Authorization", "")
        if not said:
            return None
        keyword, _, text = said.partition(" ")
        is_ours = keyword.lower() == KEYWORD.lower() and len(text) <= MOST_CHARACTERS
        token = ApiToken.objects.shown_as(text.strip()) if is_ours else None
        if token is None:
            raise AuthenticationFailed("This token is not known, has expired or was revoked.")
        token.note_use()
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return f'{KEYWORD} realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that a partner's staff made in the admin.",
        }


def token_of(request: Request, scope: str) -> ApiToken:
    """The token of a request that writes. Raises what DRF turns into 401 or 403."""
    token = request.auth
    if not isinstance(token, ApiToken):
        raise NotAuthenticated("Send a token: Authorization: Bearer …")
    if scope not in token.scopes:
        raise PermissionDenied(f"This token does not have the scope “{scope}”.")
    return token
