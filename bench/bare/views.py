"""The recorded statements of a call, in one transaction, and an answer."""

import json
import os
from pathlib import Path

from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse

from bench.recorded import CALL, FLAT, ORDER, PHONE, REQUEST_ID, read

_recording = read(Path(os.environ["BENCH_RECORDING"]).read_text(encoding="utf-8"))


def take_call(request: HttpRequest) -> JsonResponse:
    """Do what the database does for a call; the body says which."""
    body = json.loads(request.body)
    said = {REQUEST_ID: body["request_id"], FLAT: body["place"]["flat"], PHONE: body["caller_phone"]}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _recording[body["place"]["building"]]:
            sql = statement.sql
            for mark, value in said.items():
                sql = sql.replace(mark, value)
            cursor.execute(sql)
            rows = cursor.fetchall() if cursor.description else []
            if statement.gives:
                said[statement.gives] = str(rows[0][0])
    answer = JsonResponse({"call": said[CALL], "work_order": said[ORDER]}, status=201)
    answer["Content-Length"] = str(len(answer.content))  # without a middleware nobody else says it
    return answer
