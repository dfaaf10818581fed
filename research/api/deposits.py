"""Depositing by token: create an output, attach documents, submit it, look how it stands."""

from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from partners.api.lists import ReadList
from partners.api.paging import Order
from partners.api.problems import Conflict
from partners.api.repeating import HEADER, Done, once
from partners.api.tokens import token_of
from partners.models import ApiToken, Country
from research import depositing, editorial, filing
from research.api import rights, versions
from research.api.deposit_serializers import (
    DepositedSerializer,
    DepositSerializer,
    UploadedSerializer,
    UploadSerializer,
)
from research.models import Credit, Output, Theme
from research.tasks import read_soon

Scope = ApiToken.Scope
KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Your own name of this request. Sent again under it, it is done once only.",
)

IF_MATCH = OpenApiParameter(
    versions.HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The ETag of what you read: if it was changed since, nothing is done (412).",
)


class DepositMixin:
    """Creating outputs at the address of the list of outputs."""

    @extend_schema(
        request=DepositSerializer, responses={201: DepositedSerializer}, parameters=[KEY]
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Create a draft for one of your institutions."""
        token = token_of(request, Scope.DEPOSIT)
        rights.require(token.owner, "research.add_output")
        return once(request, token, lambda: _created(request, token))


def _created(request: Request, token: ApiToken) -> Done:
    asked = DepositSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    try:
        output = depositing.deposit(asked.draft(), by=token.owner)
    except depositing.NotYours as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Invalid as fault:
        raise serializers.ValidationError(_in_words(fault)) from fault
    return Done(
        status.HTTP_201_CREATED,
        _deposited(request, output),
        reverse("api:deposit-detail", [output.slug], request=request),
    )


def _in_words(fault: Invalid) -> dict[str, list[str]]:
    if not hasattr(fault, "error_dict"):
        return {"non_field_errors": fault.messages}
    return {
        ("non_field_errors" if name == "__all__" else name): said
        for name, said in fault.message_dict.items()
    }


def _deposited(request: Request, output: Output) -> dict[str, Any]:
    return dict(DepositedSerializer(output, context=_context(request)).data)


def _context(request: Request) -> dict[str, Any]:
    return {"request": request, "site": request.build_absolute_uri("/")[:-1]}


class DepositViewSet(ReadList[Output]):
    """Outputs of the institutions that the token's owner works for, public or not yet."""

    queryset = Output.objects.all()
    serializer_class = DepositedSerializer
    renderer_classes = [JSONRenderer]
    parser_classes = [JSONParser, MultiPartParser]
    orders = {"updated": Order("updated_at", descending=True)}
    default_order = "updated"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        handler = getattr(self, str(request.method).lower(), None)
        if handler is None:
            raise MethodNotAllowed(str(request.method))
        self.token = token_of(request, Scope.SUBMIT if self.action == "submit" else Scope.DEPOSIT)

    def get_queryset(self) -> QuerySet[Output]:
        if getattr(self, "swagger_fake_view", False):
            return Output.objects.none()
        rows = rights.within_reach(self.token.owner)
        return rows.select_related("owner").prefetch_related(
            "documents",
            Prefetch("themes", Theme.objects.in_order()),
            Prefetch("countries", Country.objects.by_name()),
            Prefetch("credits", Credit.objects.in_order().select_related("person")),
        )

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What a deposit says and how it stands, with an ETag for changing it."""
        output = self.get_object()
        said = self.get_serializer(output).data
        return Response(said, headers={"ETag": versions.etag(output, self.choice.fields)})

    @extend_schema(
        request=DepositSerializer, responses={200: DepositedSerializer}, parameters=[IF_MATCH, KEY]
    )
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change some fields of a draft, or of what was returned. What is not named stays."""
        rights.require(self.token.owner, "research.change_output")
        return once(request, self.token, lambda: self._changed(request, slug))

    def _changed(self, request: Request, slug: str) -> Done:
        output = self._held(slug, locked=True)
        versions.require(request, output)
        asked = DepositSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        try:
            depositing.change(output, asked.changes(), by=self.token.owner)
        except depositing.NotYours as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except editorial.NotPossibleNow as refusal:
            raise Conflict(str(refusal)) from refusal
        except Invalid as fault:
            raise serializers.ValidationError(_in_words(fault)) from fault
        changed = self.get_queryset().get(pk=output.pk)
        return Done(status.HTTP_200_OK, _deposited(request, changed), etag=versions.etag(changed))

    def _held(self, slug: str, *, locked: bool = False) -> Output:
        """The output, if it may be changed as it stands."""
        rows = self.get_queryset()
        if locked:  # of two who change it at once the second is told
            rows = rows.select_for_update(of=("self",))
        output = get_object_or_404(rows, slug=slug)
        if not rights.changeable(self.token.owner).filter(pk=output.pk).exists():
            raise Conflict(f"It is {output.status}: it can't be changed by you now.")
        return output

    @extend_schema(
        request={"multipart/form-data": UploadSerializer},
        responses={201: UploadedSerializer},
        parameters=[KEY],
    )
    @action(detail=True, methods=["post"])
    def documents(self, request: Request, slug: str) -> Response:
        """Attach a PDF. The same file twice is one document."""
        rights.require(self.token.owner, "research.add_document")
        return once(request, self.token, lambda: self._attached(request, slug))

    def _attached(self, request: Request, slug: str) -> Done:
        output = self._held(slug)
        asked = UploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        file: UploadedFile[bytes] = asked.validated_data["file"]
        try:
            document = editorial.attach(
                output, content=file, filename=file.name or "document.pdf", by=self.token.owner
            )
        except filing.FileRefused as refusal:
            raise serializers.ValidationError({"file": [str(refusal)]}) from refusal
        read_soon(document.pk)
        return Done(status.HTTP_201_CREATED, dict(UploadedSerializer(document).data))

    @extend_schema(request=None, responses={200: DepositedSerializer}, parameters=[KEY])
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, slug: str) -> Response:
        """Hand a draft to the editors. Submitting twice changes nothing."""
        rights.require(self.token.owner, "research.submit_output")
        return once(request, self.token, lambda: self._submitted(slug))

    def _submitted(self, slug: str) -> Done:
        output = get_object_or_404(self.get_queryset(), slug=slug)
        if output.status != Output.Status.SUBMITTED:
            output = self._held(slug)
        try:
            editorial.submit(output, by=self.token.owner)
        except editorial.NotPossibleNow as refusal:
            raise Conflict(str(refusal)) from refusal
        return Done(status.HTTP_200_OK, _deposited(self.request, output))
