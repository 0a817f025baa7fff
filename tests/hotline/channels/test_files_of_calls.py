"""Files of calls: errors by row before anything is taken, then each row once by its number."""

import csv
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from heating_ops.journal.refusal import InvalidInput
from hotline.channels.files import commands, queries, tables
from hotline.channels.files.tables import rows_of
from hotline.channels.files.taking import take_rows
from hotline.channels.models import CallFile, ChannelStandard, FileRow, ImportState, IntakeSource, RowState, Ticket
from hotline.channels.taking import take_ticket
from hotline.models import Call

pytestmark = pytest.mark.django_db

HEADING = ["工单编号", "诉求内容", "诉求地址", "类别", "联系电话", "报修时间", "办结时限", "室温"]
GOOD = ["T-1", "家里暖气不热，只有15度", "阳光花园小区1号楼1单元101室", "", "13800001010", "", "", "15℃"]


def _csv(*rows: list[str], heading: list[str] | None = None, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heading or HEADING, *rows])
    return text.getvalue().encode(encoding)


def _xlsx(*rows: list[Any]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in [HEADING, *rows]:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def _upload(content: bytes, name: str = "calls.csv", **changes: Any) -> CallFile:
    said: dict[str, Any] = {
        "source": IntakeSource.objects.get(code="12345"),
        "user": None,
        "may_backdate": False,
        "now": timezone.now(),
    }
    return commands.upload(content=content, name=name, **(said | changes))


def _take(file: CallFile) -> queries.Progress:
    commands.confirm(file_id=file.pk, user=None, now=timezone.now())
    while take_rows():
        pass
    file.refresh_from_db()
    assert file.state == ImportState.FINISHED
    return queries.progress_of(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_taken_row_by_row(named_town: SimpleNamespace, encoding: str) -> None:
    file = _upload(_csv(GOOD, ["T-2", "楼道漏水", "阳光花园2号楼", "漏水", "", "", "", ""], encoding=encoding))
    assert (file.rows, Call.objects.count()) == (2, 0), "nothing is taken before somebody confirms"
    done = _take(file)
    assert (done.taken, done.bad) == (2, 0)
    assert set(Call.objects.values_list("building", flat=True)) == {named_town.house_1.pk, named_town.house_2.pk}


def test_an_excel_sheet_is_taken_with_its_numbers_and_times(named_town: SimpleNamespace) -> None:
    moment = timezone.localtime().replace(tzinfo=None, microsecond=0)
    file = _upload(_xlsx(["T-1", "不热", "阳光花园1号楼", "", 13800001010, moment, None, 15.5]), "calls.xlsx")
    assert _take(file).taken == 1
    call = Call.objects.get()
    assert (call.caller_phone, float(call.indoor_temp_c or 0)) == ("13800001010", 15.5)
    assert timezone.localtime(call.reported_at).replace(tzinfo=None) == moment


def test_english_headings_are_as_good(named_town: SimpleNamespace) -> None:
    heading = ["Ticket number", "What the caller says", "Address", "category"]
    file = _upload(_csv(["T-1", "cold", "阳光花园1号楼", "Not warm enough"], heading=heading))
    assert _take(file).taken == 1
    assert Call.objects.get().category == "low_temperature"


def test_every_error_names_its_line_and_column(named_town: SimpleNamespace) -> None:
    rows = [
        GOOD,
        ["", "不热", "", "", "", "", "", ""],
        ["T-3", "", "", "火山", "call me", "soon", "2026-13-45", "99"],
        ["T-1", "again", "", "", "", "", "", ""],
        ["T-5", "long ago", "", "", "", "2020-01-01 08:00", "", ""],
    ]
    IntakeSource.objects.filter(code="12345").update(may_backdate=False)
    file = _upload(_csv(*rows))
    assert (file.rows, file.bad_rows) == (5, 4)
    found = {(row.line, error["column"]) for row in file.lines.all() for error in row.errors}
    assert found == {
        (3, "number"),
        *((4, column) for column in ("text", "category", "caller_phone", "reported_at", "due_at", "indoor_temp_c")),
        (5, "number"),
        (6, "reported_at"),
    }
    assert _take(file).taken == 1


def test_errors_are_in_the_readers_language(named_town: SimpleNamespace) -> None:
    with translation.override("zh-hans"):
        file = _upload(_csv(["T-3", "不热", "", "火山", "", "", "", ""]))
    (error,) = file.lines.get().errors
    assert error["message"] == "没有“火山”这个类别。"


def test_a_file_a_second_time_adds_nothing(named_town: SimpleNamespace) -> None:
    assert _take(_upload(_csv(GOOD))).taken == 1
    again = _upload(_csv(GOOD))
    assert queries.progress_of(again).known == 1
    assert _take(again).taken == 0
    assert (Call.objects.count(), Ticket.objects.count()) == (1, 1)


def test_a_number_taken_meanwhile_with_other_content_is_refused(named_town: SimpleNamespace) -> None:
    first, second = _upload(_csv(GOOD)), _upload(_csv([*GOOD[:1], "漏水", *GOOD[2:]]))
    _take(first)
    assert _take(second).refused == 1
    assert Call.objects.count() == 1


def test_the_past_passes_for_who_may_backdate(named_town: SimpleNamespace) -> None:
    IntakeSource.objects.filter(code="12345").update(may_backdate=False)
    row = [*GOOD[:5], "2020年1月1日 8:05", "", ""]
    assert _upload(_csv(row)).bad_rows == 1
    file = _upload(_csv(row), may_backdate=True)
    assert _take(file).taken == 1
    assert Call.objects.get().reported_at.isoformat() == "2020-01-01T00:05:00+00:00"


def test_a_dropped_file_keeps_no_rows(named_town: SimpleNamespace) -> None:
    file = _upload(_csv(GOOD))
    commands.drop(file_id=file.pk, user=named_town.lena, now=timezone.now())
    assert not FileRow.objects.exists()
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("calls.csv", b"", "no rows"),
        ("calls.csv", "工单编号,诉求内容\n".encode(), "no rows"),
        ("calls.csv", "地址,电话\n阳光,139\n".encode(), "no column Ticket number, What the caller says"),
        ("calls.csv", b"\xff\xfe\x00\x80\xff", "neither UTF-8"),
        ("calls.csv", b"a,b\n\x00,1\n", "neither CSV"),
        ("calls.xls", b"\xd0\xcf\x11\xe0 old", "Save it as .xlsx"),
        ("calls.xlsx", b"PK\x03\x04 torn", "cannot be read as Excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    named_town: SimpleNamespace, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        _upload(content, name)
    assert not CallFile.objects.exists()


def test_a_zip_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_UNPACKED", 2_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2_100_000)
    assert len(bomb.getvalue()) < 10_000
    with pytest.raises(InvalidInput, match="too large when it is unpacked"):
        rows_of("calls.xlsx", bomb.getvalue(), most_rows=10)


def test_an_entity_that_grows_is_not_expanded() -> None:
    book, evil = Workbook(), io.BytesIO()
    book.worksheets[0].append(["a", "b"])
    whole = io.BytesIO()
    book.save(whole)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(evil, "w") as packed:
        for part in good.infolist():
            packed.writestr(part, bomb if part.filename.endswith("sheet1.xml") else good.read(part))
    with pytest.raises(InvalidInput, match="cannot be read as Excel"):
        rows_of("calls.xlsx", evil.getvalue(), most_rows=10)


def test_more_rows_than_allowed_are_refused(named_town: SimpleNamespace) -> None:
    ChannelStandard.objects.filter(code="most_rows").update(value=2)
    with pytest.raises(InvalidInput, match="more than 2 rows"):
        _upload(_csv(*([f"T-{n}", *GOOD[1:]] for n in range(3))))


def test_the_template_is_a_file_that_is_taken(named_town: SimpleNamespace, browse: Any) -> None:
    for kind in ("csv", "xlsx"):
        content = browse("lena").get("/hotline/import/template/", {"as": kind}).content
        assert _upload(content, f"calls.{kind}").bad_rows == 0
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == "Ticket number"
    assert browse("lena").get("/hotline/import/template/", {"as": "pdf"}).status_code == 404


def test_the_pages_lead_from_the_file_to_its_calls(named_town: SimpleNamespace, browse: Any) -> None:
    lena = browse("lena")
    source = IntakeSource.objects.get(code="12345")
    content = _csv(GOOD, ["", "no number", "", "", "", "", "", ""])
    sent = {"source": source.pk, "file": SimpleUploadedFile("calls.csv", content)}
    answer = lena.post("/hotline/import/", sent)
    file = CallFile.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/hotline/import/{file.pk}/")
    page = lena.get(f"/hotline/import/{file.pk}/").content.decode()
    assert "Ticket number" in page
    assert "This field may not be blank." in page or "required" in page
    lena.post(f"/hotline/import/{file.pk}/", {"confirm": "1"})
    take_rows()
    assert "Taken" in lena.get(f"/hotline/import/{file.pk}/").content.decode()
    assert Call.objects.get().logged_by == f"user:{named_town.lena.pk}"


def test_the_page_says_why_a_file_is_refused(named_town: SimpleNamespace, browse: Any) -> None:
    source = IntakeSource.objects.get(code="12345")
    sent = {"source": source.pk, "file": SimpleUploadedFile("calls.csv", b"a,b\n1,2\n")}
    answer = browse("lena").post("/hotline/import/", sent)
    assert answer.status_code == 400
    assert "The heading has no column" in answer.content.decode()
    assert browse("lena").post("/hotline/import/", {}).status_code == 400


def test_the_api_looks_first_and_takes_then(named_town: SimpleNamespace, api: Any) -> None:
    lena = api("lena")
    sent = {"source": "12345", "file": SimpleUploadedFile("calls.csv", _csv(GOOD, ["", "x", "", "", "", "", "", ""]))}
    looked = lena.post("/api/intake/files/", sent, format="multipart")
    told = looked.json()
    assert (looked.status_code, told["state"], told["waiting"], told["bad_rows"]) == (201, "preview", 1, 1)
    assert [(error["line"], error["column"]) for error in told["errors"]] == [(3, "number")]
    assert not Call.objects.exists()
    where = f"/api/intake/files/{told['id']}/"
    assert lena.post(f"{where}confirmation/").json()["state"] == "running"
    assert lena.post(f"{where}confirmation/").json()["code"] == "file_not_waiting"
    take_rows()
    assert (lena.get(where).json()["state"], lena.get(where).json()["taken"]) == ("finished", 1)
    assert lena.post("/api/intake/files/", {"source": "12345"}, format="multipart").status_code == 400
    assert lena.post("/api/intake/files/", {"source": "12345"}, format="json").status_code == 415
    assert api("olga").post("/api/intake/files/", sent, format="multipart").status_code == 403


def test_the_command_prints_errors_and_takes_the_rest(
    named_town: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes(_csv(GOOD, ["", "x", "", "", "", "", "", ""]))
    call_command("import_calls", str(file), dry_run=True)
    assert "2 rows, 1 with errors" in capsys.readouterr().out
    assert not CallFile.objects.exists()
    call_command("import_calls", str(file))
    assert "1 taken, 0 taken before, 0 refused, 1 with errors." in capsys.readouterr().out
    assert Call.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("import_calls", str(tmp_path / "none.csv"))


def test_a_row_that_fails_stops_no_other(named_town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    from hotline.channels.files import taking

    real = take_ticket

    def fails_once(**said: Any) -> Any:
        if said["said"]["number"] == "T-1":
            raise RuntimeError("a disk is full")
        return real(**said)

    monkeypatch.setattr(taking, "take_ticket", fails_once)
    done = _take(_upload(_csv(GOOD, ["T-2", *GOOD[1:]])))
    assert (done.refused, done.taken) == (1, 1)
    assert FileRow.objects.get(state=RowState.REFUSED).errors[0]["message"] == "RuntimeError"
