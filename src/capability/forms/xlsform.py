"""An XLSForm: the workbook from which Kobo, ODK and ArcGIS Survey123 make a form."""

import io
from collections.abc import Iterator, Sequence

from capability.forms.questions import Form, Question, name_of
from capability.forms.workbook import workbook

SURVEY = ("type", "name", "label", "hint", "relevant", "appearance")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "style")

GUIDE = "What the words mean, and how to choose"


def to_xlsform(form: Form) -> bytes:
    """The form as the bytes of an XLSForm: a page a dimension, nothing that must be answered, no question on names."""
    instrument = form.instrument
    settings = (instrument.title, name_of(instrument.id), instrument.version, "pages")
    file = io.BytesIO()
    with workbook(instrument.title, file) as book:
        heading, text = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, head, rows in (
            ("survey", SURVEY, _survey(form)),
            ("choices", CHOICES, _choices(form)),
            ("settings", SETTINGS, iter([settings])),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, head, heading)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, row, text)
            sheet.set_column(0, len(head) - 1, 36)
            sheet.freeze_panes(1, 0)
    return file.getvalue()


def _survey(form: Form) -> Iterator[Sequence[str]]:
    yield "end", "end"  # when it was sent: of two from one person the later counts
    yield "begin_group", "read_first", GUIDE, "", "", "field-list"
    for number, line in enumerate((form.instrument.about, *form.instrument.guide), 1):
        yield "note", f"guide_{number}", line
    yield ("end_group",)
    for question in form.about:
        yield _asked(question)
    for section in form.sections:
        yield "begin_group", name_of(section.id), section.title, "", "", "field-list"
        for question in section.questions:
            yield _asked(question)
        yield ("end_group",)


def _asked(question: Question) -> Sequence[str]:
    if not question.options:
        return "text", question.name, question.ask, question.hint
    relevant = " and ".join(
        f"${{{name}}} != '{value}'" for name, values in question.not_asked.items() for value in values
    )
    return f"select_one {question.name}", question.name, question.ask, "", relevant


def _choices(form: Form) -> Iterator[Sequence[str]]:
    for question in form.questions:
        for option in question.options:
            yield question.name, option.value, option.words
