"""Records of training out of files: any mixture goes in, each that cannot be used is told, and the rest counts."""

import json

from capability.course.training import Syllabus, Taught
from capability.errors import Fault
from capability.reading.archives import InputFile
from capability.reading.training import gather_training
from tests.reading.test_archives import packed

SYLLABUS = Syllabus(modules={"01-x": Taught(title="X", questions=6)})
TODAY = "2026-11-27"


def record(name: str) -> bytes:
    modules = {"01-x": {"day": "2026-11-02"}}
    plain = {"format": "capability-training/1", "saved": "2026-11-20T09:00:00Z", "name": name, "modules": modules}
    return json.dumps(plain).encode()


def test_what_cannot_be_used_is_told_and_takes_nothing_with_it() -> None:
    files: list[InputFile | Fault] = [
        InputFile("a.json", record("Ada")),
        InputFile("many.zip", packed({"b.json": b"\xef\xbb\xbf" + record("Bo"), "in.zip": packed({"c.json": b"{}"})})),
        Fault("no-file", "gone.json", "no such file or directory"),
        InputFile("empty.json", b" \n"),
        InputFile("scan.pdf", b"%PDF-1.7"),
        InputFile("table.csv", b"Name,Module\nCy,01-x\n"),
        InputFile("list.json", b"[1]"),
        InputFile("twice.json", b'{"format": "capability-training/1", "format": "x"}'),
        InputFile("half.json", b'{"format": "capability-training/1", "saved": "", "modules": {}, "name": "\\ud800"}'),
        InputFile("latin.json", b'{"name": "\xe9"}'),
        InputFile("answers.json", b'{"format": "capability-response/1"}'),
    ]
    read = gather_training(files, SYLLABUS, TODAY)
    assert [person.name for person in read.overview.people] == ["Ada", "Bo"]
    assert [str(fault).partition(". Hint")[0] for fault in read.left_out] == [
        "many.zip: in.zip: an archive in an archive",
        "gone.json: no such file or directory",
        "empty.json: this file is empty",
        "scan.pdf: this is a PDF",
        "table.csv:1: this file is no record, or it is damaged",
        "list.json: this JSON is not a record of training",
        "twice.json: `format` stands twice in one object",
        "half.json: this file has no name in it, so we cannot say whose it is",
        "latin.json:1: this is not UTF-8 text",
        "answers.json: this file may hold somebody's answers, which are not for you: do not open it",
    ]


def test_nothing_gives_an_overview_of_nobody() -> None:
    read = gather_training([], SYLLABUS, TODAY)
    assert (read.overview.people, read.overview.quizzes, read.left_out) == ((), 0, ())


def test_a_record_that_says_nothing_counts_nobody_and_two_orders_of_a_name_are_told() -> None:
    blank = b'{"format": "capability-training/1", "saved": "2026-11-20T09:00:00Z", "name": "Cy", "modules": {}}'
    files = [
        InputFile("c.json", blank),
        InputFile("a.json", record("A. Brown")),
        InputFile("b.json", record("Brown, A.")),
    ]
    read = gather_training(files, SYLLABUS, TODAY)
    assert (len(read.overview.people), read.uncounted) == (2, 1)
    assert [str(fault).partition(". Hint")[0] for fault in read.left_out] == [
        "c.json: nothing in this record can be counted, so this person is not among those who gave one",
        "b.json: `A. Brown` and `Brown, A.` may be one person, and are counted as two",
    ]
