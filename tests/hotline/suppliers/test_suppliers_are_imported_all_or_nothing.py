"""A table of suppliers is taken whole or not at all, and every wrong line is named."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation

from hotline.models import Supplier, SupplierArea
from hotline.suppliers.importing import UnreadableSuppliers, import_suppliers
from hotline.suppliers.seeding import seed_suppliers

HEAD = "supplier_zh,supplier_en,phone,address,hours,note,kind,area\n"
GOOD = (
    HEAD
    + "顺和热力,Shunhe,400-555-0102,顺和大街,24 h,,community,锦绣家园\n"
    + "顺和热力,Shunhe,400-555-0102,顺和大街,24 h,,pattern,顺和\n"
)


def test_a_table_is_written_and_again_changes_nothing(db: None) -> None:
    first = import_suppliers(GOOD.encode())
    assert (first.new, first.areas) == (1, 2)
    assert set(SupplierArea.objects.values_list("kind", "key", "pinyin")) == {
        ("community", "锦绣家园", "jinxiujiayuan"),
        ("pattern", "顺和", "shunhe"),
    }
    again = import_suppliers(GOOD.encode())
    assert (again.new, again.changed, again.unchanged, again.areas) == (0, 0, 1, 0)


def test_what_differs_is_changed_and_what_is_not_mentioned_stays(db: None) -> None:
    import_suppliers(GOOD.encode())
    changed = import_suppliers((HEAD + "顺和热力,Shunhe,400-555-9999,顺和大街,24 h,,,顺和里\n").encode())
    assert (changed.changed, changed.areas) == (1, 1)
    assert Supplier.objects.get().phone == "400-555-9999"
    assert SupplierArea.objects.count() == 3


def test_chinese_spreadsheets_write_another_encoding(db: None) -> None:
    import_suppliers(GOOD.encode("gb18030"))
    assert Supplier.objects.get().name_zh_hans == "顺和热力"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (",Shunhe,400,,,,community,锦绣家园", "supplier_zh is empty"),
        ("顺和热力,Shunhe,call us,,,,community,锦绣家园", "not a telephone number"),
        ("顺和热力,Shunhe,400,,,,town,锦绣家园", "kind is not community, street or pattern"),
        ("顺和热力,Shunhe,400,,,,pattern,园", "too short"),
        ("顺和热力,Shunhe,400,,,,community,·", "too short"),
        ("顺和热力,Shunhe,400,,,," + "community," + "园" * 81, "longer than 80"),
        ("顺和热力,Shunhe,400,,,,community", "7 cells instead of 8"),
        ("顺和热力,Shunhe,400,,,,community,a\x00b", "not text"),
        ("云锦,Yunjin,400,,,,community,甲\n云锦,Yunjin,401,,,,community,乙", "with other particulars"),
    ],
)
def test_every_wrong_line_is_named_and_nothing_is_written(db: None, line: str, word: str) -> None:
    with pytest.raises(UnreadableSuppliers) as refused:
        import_suppliers((GOOD + line + "\n").encode())
    last = 4 + line.count("\n")
    assert f"Line {last}: " in refused.value.problems[0]
    assert word in refused.value.problems[0]
    assert not Supplier.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", HEAD.encode(), b"a,b\n1,2\n", b'"', b"x" * 5_000_001])
def test_what_is_no_table_is_refused_in_a_sentence(db: None, content: bytes) -> None:
    with pytest.raises(UnreadableSuppliers):
        import_suppliers(content)


def test_problems_are_told_in_chinese(db: None) -> None:
    with translation.override("zh-hans"), pytest.raises(UnreadableSuppliers) as refused:
        import_suppliers((HEAD + ",,,,,,,\nx,y,z,,,,community,\n").encode())
    assert "第 3 行" in refused.value.problems[0]


def test_the_command_says_what_it_did(db: None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "suppliers.csv"
    file.write_text(GOOD)
    call_command("import_suppliers", file)
    assert "1 new" in capsys.readouterr().out
    file.write_text(HEAD + "x,y,z,,,,community,锦绣家园\n")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("import_suppliers", file)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_suppliers", tmp_path / "none.csv")


def test_administrators_upload_a_file(town: SimpleNamespace, browse: Any) -> None:
    adam, where = browse("adam"), "/admin/hotline/supplier/import/"
    assert adam.get(where).status_code == 200
    wrong = adam.post(where, {"file": SimpleUploadedFile("s.csv", b"a,b\n")})
    assert (wrong.status_code, "missing columns" in wrong.content.decode()) == (400, True)
    assert adam.post(where, {"file": SimpleUploadedFile("s.csv", GOOD.encode())}).status_code == 302
    assert Supplier.objects.count() == 1
    assert "顺和热力" in adam.get("/admin/hotline/supplier/").content.decode()
    assert browse("olga").get(where).status_code == 403


def test_an_area_written_by_hand_is_found_by_its_sound(town: SimpleNamespace, browse: Any) -> None:
    adam = browse("adam")
    form = {
        "name_zh_hans": "云锦",
        "name_en": "Yunjin",
        "phone": "400-555",
        "active": "on",
        "areas-TOTAL_FORMS": "1",
        "areas-INITIAL_FORMS": "0",
        "areas-0-kind": "community",
        "areas-0-name": "云锦世家",
    }
    assert adam.post("/admin/hotline/supplier/add/", form).status_code == 302
    assert SupplierArea.objects.get().pinyin == "yunjinshijia"
    pk = Supplier.objects.get().pk
    short = form | {"name_zh_hans": "别的", "areas-0-kind": "pattern", "areas-0-name": "园"}
    assert "too short" in adam.post("/admin/hotline/supplier/add/", short).content.decode()
    assert Supplier.objects.get().pk == pk


def test_the_invented_city_has_invented_suppliers_once(town: SimpleNamespace) -> None:
    assert seed_suppliers() == seed_suppliers() == 5
    assert SupplierArea.objects.filter(pinyin="").count() == 0
