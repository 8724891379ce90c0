"""A file that holds no answers is told for what it is, in one line, and what to do with it."""

import io
import zipfile

import pytest

from capability.authoring.instruments import Library
from capability.forms.kinds import write_form
from capability.reading.archives import InputFile
from capability.reading.gathering import gather_all, gather_rows
from capability.rule.gaps import perception_gaps
from capability.rule.gaps import to_json as gaps_json
from capability.rule.relations import merge, read_row, relations_profile
from capability.rule.relations import to_json as relations_json
from capability.rule.response import Answer
from capability.rule.scoring import score
from capability.rule.scoring import to_json as profile_json
from capability.rule.tally import count_responses
from capability.rule.team import team_profile
from capability.rule.team import to_json as team_json
from tests.reading.tables import CASES
from tests.synthetic import ORGANISATION, respond


def packed(*names: str, begin: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if begin:
            archive.writestr("mimetype", begin)
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


RESPONSE = respond(ORGANISATION, {"place.outcome-map": Answer(2)})
TALLY = count_responses(ORGANISATION, [RESPONSE])
ROWS = merge([read_row({"format": "capability-relations/1", "rater": "a", "ties": {"b": 2}}).row])

STRANGERS = {
    "form.docx": (write_form(ORGANISATION, "word").data, "a Word document"),
    "form.xlsx": (write_form(ORGANISATION, "xlsform").data, "a form to collect answers with (XLSForm)"),
    "form.json": (write_form(ORGANISATION, "surveyjs").data, "a form to collect answers with (SurveyJS)"),
    "minutes.odt": (packed("content.xml", begin="application/vnd.oasis.opendocument.text"), "no spreadsheet"),
    "slides.pptx": (packed("ppt/presentation.xml"), "a PowerPoint file"),
    "answers.xlsb": (packed("xl/workbook.bin"), "a binary Excel workbook"),
    "answers.numbers": (packed("Index/Document.iwa"), "Apple's Numbers"),
    "unpacked.zip": (packed("answers/xl/workbook.xml", "answers/xl/styles.xml"), "taken apart"),
    "empty.zip": (packed(), "holds no file"),
    "scan.pdf": (b"%PDF-1.7\n", "a PDF"),
    "page.csv": (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a web page"),
    "answers.gsheet": (b'{"doc_id": "1"}', "a link to a Google document"),
    "mail.msg": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "an email"),
    "answers.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "an old Excel workbook"),
    "broken.xlsx": (b"PK\x03\x04 and nothing more", "damaged"),
    "renamed.xlsx": (b"a,b\n1,2\n", "this is no .xlsx file"),
    "plan.ics": (b"BEGIN:VCALENDAR\r\n", "a calendar"),
    "evil.yaml": (b"id: x\n", "a file for authors"),
    "profile.json": (profile_json(score(ORGANISATION, RESPONSE)).encode(), "a result"),
    "team.json": (team_json(team_profile(ORGANISATION, TALLY)).encode(), "a result"),
    "network.json": (relations_json(relations_profile(ROWS)).encode(), "a result"),
    "gaps.json": (
        gaps_json({"supplier": perception_gaps(ORGANISATION, TALLY, ORGANISATION, TALLY)}).encode(),
        "a result",
    ),
    "learning.json": (b'{"format": "capability-learning/1"}', "a file of somebody's learning"),
    "columns.json": (b'{"format": "capability-columns/1", "columns": {}}', "a file of columns"),
    "chapter.ipynb": (b'{"cells": [], "nbformat": 4}', "a Jupyter notebook"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_it_is_comes_first_and_then_what_to_do(name: str) -> None:
    data, called = STRANGERS[name]
    pile = gather_all([InputFile(name, data)], Library())
    [fault] = pile.left_out
    assert fault.where == name and called in fault.what and fault.hint
    assert not pile.by_instrument and not pile.relations.rows


def test_among_an_archives_files_too() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("form.docx", STRANGERS["form.docx"][0])
        archive.writestr("inner.zip", packed("a.json"))
    pile = gather_all([InputFile("a.zip", made.getvalue())], Library())
    assert [(fault.where, fault.what) for fault in pile.left_out] == [
        ("a.zip: form.docx", "this is a Word document"),
        ("a.zip: inner.zip", "an archive in an archive"),
    ]


def test_a_file_of_columns_is_no_stranger_beside_its_table() -> None:
    files = [InputFile(name, (CASES / name).read_bytes()) for name in ("floats-columns.json", "floats.csv")]
    assert "no-table" not in {fault.code for fault in gather_all(files, Library()).left_out}


def test_where_rows_of_actors_are_wanted_it_is_told_alike() -> None:
    row = b'{"format": "capability-relations/1", "rater": "a", "ties": {"b": 2}}'
    gathered = gather_rows([InputFile("scan.pdf", b"%PDF-1.7"), InputFile("a.json", row)])
    assert [str(fault).partition(". ")[0] for fault in gathered.left_out] == ["scan.pdf: this is a PDF"]
