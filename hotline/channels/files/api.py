"""Files of calls over the API, in two steps: look at the rows, then have them taken."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.journal.refusal import InvalidInput

from ..models import CallFile, ImportState
from ..queries import active_source
from ..refusals import NoSuchFile
from ..standards import LARGEST_FILE, standard
from . import commands, queries


class FileShape(serializers.Serializer[dict[str, Any]]):
    """A file, and the source its tickets are of."""

    source = serializers.CharField(max_length=20)  # type: ignore[assignment] # a field's own attribute has this name too
    file = serializers.FileField(help_text="CSV (UTF-8 or GB18030) or .xlsx, with a heading.")


class RowErrorShape(serializers.Serializer[dict[str, Any]]):
    """What is wrong with a row (documentation only)."""

    line = serializers.IntegerField()
    column = serializers.CharField()
    message = serializers.CharField()


class CallFileShape(serializers.Serializer[dict[str, Any]]):
    """How far a file is (documentation only)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    state = serializers.ChoiceField(choices=ImportState.choices)
    rows = serializers.IntegerField()
    bad_rows = serializers.IntegerField()
    waiting = serializers.IntegerField()
    taken = serializers.IntegerField()
    known = serializers.IntegerField(help_text="Taken before: a file a second time adds nothing.")
    refused = serializers.IntegerField()
    errors = RowErrorShape(many=True, help_text="Of the first 200 rows that have any.")  # type: ignore[assignment] # a field's own attribute has this name too


def checked_content(file: Any) -> bytes:
    """The bytes of an uploaded file.

    :raises InvalidInput: it is larger than allowed
    """
    most = standard(LARGEST_FILE)
    if file.size > most * 1_000_000:
        raise InvalidInput("file", _("The file is larger than %(most)s MB. Split it."), most=most)
    content: bytes = file.read()
    return content


def _found(pk: int) -> CallFile:
    file = CallFile.objects.select_related("source").filter(pk=pk).first()
    if file is None:
        raise NoSuchFile
    return file


class CallFiles(APIView):
    """Look at a file of calls."""

    action = Action.CALLS_IMPORT
    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": FileShape}, responses={201: CallFileShape})
    def post(self, request: Request) -> Response:
        """Check every row; no call is made before the file is confirmed."""
        shape = FileShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), shape.validated_data
        file = commands.upload(
            source=active_source(said["source"]),
            name=said["file"].name,
            content=checked_content(said["file"]),
            user=user,
            may_backdate=queries.may_backdate(user),
            now=timezone.now(),
        )
        return Response(queries.shown(file), status=201)


class CallFileOne(APIView):
    """How far a file of calls is."""

    action = Action.CALLS_IMPORT

    @extend_schema(responses=CallFileShape)
    def get(self, request: Request, pk: int) -> Response:
        """Its rows counted, and the errors."""
        return Response(queries.shown(_found(pk)))


class CallFileConfirmation(APIView):
    """Have the rows of a file taken."""

    action = Action.CALLS_IMPORT

    @extend_schema(request=None, responses=CallFileShape)
    def post(self, request: Request, pk: int) -> Response:
        """Those without errors, each once by its number; 409 `file_not_waiting` when it was confirmed before."""
        # Nothing is said with it; but what comes with it must be an object, as everywhere.
        serializers.Serializer(data=request.data).is_valid(raise_exception=True)
        file = commands.confirm(file_id=pk, user=signed_in(request), now=timezone.now())
        return Response(queries.shown(_found(file.pk)))
