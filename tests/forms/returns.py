"""What comes back: people's answers, as the tool that a form was made for would export them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from openpyxl import Workbook, load_workbook

from capability.forms.kinds import write_form
from capability.forms.questions import Form, Option, Question
from capability.forms.table import ANSWERS, shown
from capability.rule.response import Response

Chosen = Mapping[str, Option]
"""The options that one person chose, by the question's id."""

Export = Callable[[Form, Sequence[Chosen]], bytes]
"""What a tool makes of people's answers to a form."""


def chosen(form: Form, response: Response) -> Chosen:
    """What a person ticks on a form, to say what is in a response."""
    levels = {name: answer.level for name, answer in response.answers.items()}
    values = {name: f"level-{level}" if isinstance(level, int) else level for name, level in levels.items()}
    values |= {"role": response.rater.role, "nation": response.context.nation, "contract": response.context.contract}
    about = response.context.about
    written = {question.id: Option(about, about) for question in form.questions if about and not question.options}
    return written | {
        question.id: option
        for question in form.questions
        for option in question.options
        if option.value == values.get(question.id)
    }


def as_csv(rows: Iterable[Sequence[object]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def as_workbook(rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def words(question: Question, person: Chosen) -> str:
    return person[question.id].words if question.id in person else ""


def value(question: Question, person: Chosen) -> str:
    return person[question.id].value if question.id in person else ""


def uuid(number: int) -> str:
    return f"{number:08x}-4b3f-4841-8a8c-73e4e436efd7"


# --- one function a tool: rows as it exports them -------------------------------------------------------------------


def kobo_values(form: Form, people: Sequence[Chosen]) -> bytes:
    """KoboToolbox, XML values and headers, groups in headers: semicolons, quotes, its own columns at the end."""
    asked = _with_paths(form, "/", labels=False)
    notes = ["read_first/guide_1"]
    tail = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "_index"]
    head = ["start", "end", *notes, *(path for path, _ in asked), *tail]
    rows = [
        [
            *(f"2026-11-21T09:{n:02}:00.000+00:00", f"2026-11-21T10:{n:02}:00.000+00:00", ""),
            *(value(question, person) for _, question in asked),
            *(712345600 + n, uuid(n), f"2026-11-21T10:{n:02}:07", "", "", "submitted_via_web", "", n + 1),
        ]
        for n, person in enumerate(people)
    ]
    return as_csv([head, *rows], ";")


def kobo_labels(form: Form, people: Sequence[Chosen]) -> bytes:
    """KoboToolbox, labels as values and headers, as a workbook; a note is a column without a cell in it."""
    asked = _with_paths(form, "/", labels=True)
    notes = [form.instrument.about, *form.instrument.guide]
    head = ["end", *notes, *(path for path, _ in asked), "_id", "_uuid", "_submission_time", "_index"]
    rows = [
        [
            *(f"2026-11-21T10:{n:02}:00.000+00:00", *("" for _ in notes)),
            *(words(question, person) for _, question in asked),
            *(712345600 + n, uuid(n), f"2026-11-21T10:{n:02}:07", n + 1),
        ]
        for n, person in enumerate(people)
    ]
    return as_workbook([head, *rows])


def odk_central(form: Form, people: Sequence[Chosen]) -> bytes:
    """ODK Central's CSV: groups with a hyphen, the instance's id, who sent it and in what state it is."""
    asked = _with_paths(form, "-", labels=False)
    head = ["SubmissionDate", "end", "read_first-guide_1", *(path for path, _ in asked)]
    head += ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"]
    head += ["Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]
    rows = [
        [
            *(f"2026-11-21T10:{n:02}:09.120Z", f"2026-11-21T10:{n:02}:00.000+00:00", ""),
            *(value(question, person) for _, question in asked),
            *(f"uuid:{uuid(n)}", f"uuid:{uuid(n)}", "117", "Web link", 0, 0, "", "", "", 0, form.instrument.version),
        ]
        for n, person in enumerate(people)
    ]
    return as_csv([head, *rows])


def survey123(form: Form, people: Sequence[Chosen]) -> bytes:
    """ArcGIS Survey123's CSV: labels, with object and global ids, who made it and where."""
    head = ["ObjectID", "GlobalID", "end", *(question.ask for question in form.questions)]
    head += ["CreationDate", "Creator", "EditDate", "Editor", "x", "y"]
    rows = [
        [
            *(n + 1, uuid(n), f"11/21/2026 10:{n:02}:00 AM"),
            *(words(question, person) for question in form.questions),
            *(f"11/21/2026 10:{n:02}:09 AM", "", f"11/21/2026 10:{n:02}:09 AM", "", 0, 0),
        ]
        for n, person in enumerate(people)
    ]
    return as_csv([head, *rows], encoding="utf-8-sig")


def surveyjs_result(form: Form, person: Chosen) -> dict[str, str]:
    """What SurveyJS hands its page when a person has finished: the value of each question that was answered."""
    return {question.name: value(question, person) for question in form.questions if question.id in person}


def surveyjs_json(form: Form, people: Sequence[Chosen]) -> bytes:
    """SurveyJS results as they are kept: a list of them."""
    return json.dumps([surveyjs_result(form, person) for person in people]).encode()


def surveyjs_values(form: Form, people: Sequence[Chosen]) -> bytes:
    """The same put into a table: names and values, in the order in which they are first met."""
    results = [surveyjs_result(form, person) for person in people]
    names = list(dict.fromkeys(name for result in results for name in result))
    return as_csv([names, *([result.get(name, "") for name in names] for result in results)])


def surveyjs_words(form: Form, people: Sequence[Chosen]) -> bytes:
    """SurveyJS results as its table view shows and saves them: titles and texts."""
    rows = [[words(question, person) for question in form.questions] for person in people]
    return as_workbook([[question.ask for question in form.questions], *rows])


def microsoft_forms(form: Form, people: Sequence[Chosen]) -> bytes:
    """Microsoft Forms' workbook: rows that are numbered, times, an account that stays nameless, hard spaces."""
    head = ["ID", "Start time", "Completion time", "Email", "Name"]
    head += [question.ask.replace(" ", "\u00a0", 1) for question in form.questions]
    rows = [
        [
            *(n + 1, f"11/21/2026 9:{n:02}:00", f"11/21/2026 10:{n:02}:00", "anonymous", ""),
            *(words(question, person) for question in form.questions),
        ]
        for n, person in enumerate(people)
    ]
    return as_workbook([head, *rows])


def microsoft_forms_numbered(form: Form, people: Sequence[Chosen]) -> bytes:
    """The same, where the import left the questions' numbers in front, and took practices for multiple choice."""
    head = ["ID", "Start time", "Completion time", "Email", "Name"]
    head += [f"{number}. {question.ask}" for number, question in enumerate(form.questions, 1)]
    practices = form.questions[len(form.about) :]
    rows = [
        [
            *(n + 1, f"21/11/2026 09:{n:02}:00", f"21/11/2026 10:{n:02}:00", "anonymous", ""),
            *(words(question, person) for question in form.about),
            *(text and f"{text};" for text in (words(question, person) for question in practices)),
        ]
        for n, person in enumerate(people)
    ]
    return as_workbook([head, *rows])


def google_forms(form: Form, people: Sequence[Chosen]) -> bytes:
    """Google Forms' CSV, of a form that somebody typed from the words."""
    head = ["Timestamp", *(question.ask for question in form.questions)]
    rows = [
        [f"2026/11/21 10:{n:02}:00 am GMT", *(words(question, person) for question in form.questions)]
        for n, person in enumerate(people)
    ]
    return as_csv([head, *rows])


def _with_paths(form: Form, between: str, *, labels: bool) -> list[tuple[str, Question]]:
    """Questions by their path through the form's groups."""

    def called(question: Question) -> str:
        return question.ask if labels else question.name

    grouped = [
        (f"{section.title if labels else section.id.replace('-', '_')}{between}{called(question)}", question)
        for section in form.sections
        for question in section.questions
    ]
    return [*((called(question), question) for question in form.about), *grouped]


EXPORTS = {
    "kobo.csv": kobo_values,
    "kobo.xlsx": kobo_labels,
    "odk.csv": odk_central,
    "survey123.csv": survey123,
    "surveyjs.json": surveyjs_json,
    "surveyjs.csv": surveyjs_values,
    "surveyjs.xlsx": surveyjs_words,
    "microsoft-forms.xlsx": microsoft_forms,
    "microsoft-forms-numbered.xlsx": microsoft_forms_numbered,
    "google-forms.csv": google_forms,
}
"""By a name for the file: what makes it."""


# --- the blank table, filled in ---------------------------------------------------------------------------------------


def filled_table(form: Form, people: Sequence[Chosen]) -> bytes:
    """The kit's own table, opened, filled from its lists and saved again."""
    book = load_workbook(io.BytesIO(write_form(form.instrument, "table").data))
    sheet, answers = book[ANSWERS], shown(form.instrument)
    for row, person in enumerate(people, 2):
        for column, question in enumerate(form.questions, 1):
            if question.id in person:
                option = person[question.id]
                sheet.cell(row, column, answers[option.value] if "." in question.id else option.words)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table_as_csv(form: Form, people: Sequence[Chosen]) -> bytes:
    """The table's first sheet, saved as CSV by a spreadsheet whose lists are parted by semicolons."""
    book = load_workbook(io.BytesIO(filled_table(form, people)))
    rows = [["" if cell is None else cell for cell in row] for row in book[ANSWERS].iter_rows(values_only=True)]
    return as_csv(rows, ";", "cp1252")


def table_as_opendocument(form: Form, people: Sequence[Chosen]) -> bytes:
    """Both sheets of the table as LibreOffice saves them: the texts, a reference as a formula with what it shows."""
    book = load_workbook(io.BytesIO(filled_table(form, people)))
    tables = "".join(
        f'<table:table table:name="{sheet.title}">{"".join(map(_opendocument_row, sheet.iter_rows(values_only=True)))}'
        "</table:table>"
        for sheet in book.worksheets
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
    return file.getvalue()


def _opendocument_row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_opendocument_cell, cells))}</table:table-row>"


def _opendocument_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    text = str(cell)
    formula = f' table:formula="of:{escape(text)}"' if text.startswith("=") else ""
    shown = "as it is shown" if formula else escape(text)
    return f'<table:table-cell office:value-type="string"{formula}><text:p>{shown}</text:p></table:table-cell>'


TABLES = {
    "table.xlsx": filled_table,
    "table.csv": table_as_csv,
    "table.ods": table_as_opendocument,
}
"""By a name for the file: the blank table, filled in and saved."""
