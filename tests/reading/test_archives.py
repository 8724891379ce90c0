import io
import struct
import zipfile

import pytest

from capability.errors import Fault
from capability.limits import MOST_FILES
from capability.reading import archives
from capability.reading.archives import InputFile, unpack


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> tuple[list[str], list[Fault]]:
    entries = list(unpack(InputFile("a.zip", data)))
    return [entry.name for entry in entries if isinstance(entry, InputFile)], [
        entry for entry in entries if isinstance(entry, Fault)
    ]


def test_files_come_out_with_the_archives_name_before_theirs() -> None:
    [file] = unpack(InputFile("a.zip", packed({"in/one.json": b"{}"})))
    assert file == InputFile("a.zip: in/one.json", b"{}")


def test_what_computers_put_there_for_themselves_is_passed_over() -> None:
    assert read(packed({"__MACOSX/._a.json": b"x", "in/.DS_Store": b"x", "in/": b"", "a.json": b"{}"})) == (
        ["a.zip: a.json"],
        [],
    )


@pytest.mark.parametrize("name", ["../a.json", "in/../../a.json", "/a.json", "C:/a.json", "..\\a.json"])
def test_a_path_that_climbs_out_is_left_out_and_the_rest_goes_on(name: str) -> None:
    names, [fault] = read(packed({name: b"{}", "b.json": b"{}"}))
    assert (names, fault.code) == (["a.zip: b.json"], "bad-path")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    names, [fault] = read(packed({"a.json": b"0" * 20_000_000}))
    assert (names, fault.code) == ([], "too-big")
    assert fault.what == "`a.json` is more than 100 times larger unpacked"


def test_a_large_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000)
    [fault] = read(packed({"a": b"a" * 600, "b": b"b" * 600}))[1]
    assert fault.what == "1,200 bytes when unpacked, and the limit is 1,000"


def test_very_many_files_are_refused() -> None:
    [fault] = read(packed({f"{i}.json": b"{}" for i in range(MOST_FILES + 1)}))[1]
    assert fault.what == "10,001 files in it, and the limit is 10,000"


def test_a_size_that_is_a_lie_is_noticed() -> None:
    data = packed({"a.json": b"x" * 5_000})
    # The size that the archive's list gives, made ten.
    at = data.index(b"PK\x01\x02") + 24
    names, [fault] = read(data[:at] + struct.pack("<I", 10) + data[at + 4 :])
    assert (names, fault.code) == ([], "bad-archive")


def test_a_locked_file_and_another_packing_are_named() -> None:
    data = bytearray(packed({"a.json": b"{}"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert [fault.code for fault in read(bytes(data))[1]] == ["locked"]
    assert [fault.code for fault in read(packed({"a.json": b"{}"}, zipfile.ZIP_BZIP2))[1]] == ["bad-archive"]


@pytest.mark.parametrize("cut", [4, 40, 100])
def test_half_an_archive_is_damaged(cut: int) -> None:
    names, [fault] = read(packed({"a.json": b"{}" * 100, "b.json": b"[]"})[:cut])
    assert (names, fault.code, fault.where) == ([], "bad-archive", "a.zip")


def test_a_damaged_file_is_named_and_the_rest_goes_on() -> None:
    data = packed({"a.json": b"{'a'}", "b.json": b"{}"}, zipfile.ZIP_STORED).replace(b"{'a'}", b"{'b'}")
    names, [fault] = read(data)
    assert (names, fault.where) == (["a.zip: b.json"], "a.zip: a.json")
