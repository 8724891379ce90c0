"""Files that grow, one way at a time, and what each costs every reader: `python -m tests.attack.scaling` doubles them.

A kind is a function of a size, which gives the file's name and its bytes; what doubles is what its line says.
"""

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from capability.authoring.instruments import load_instrument
from capability.forms.kinds import write_form
from capability.rule.instrument import Instrument

File = tuple[str, bytes]


class Growth(NamedTuple):
    """One way in which a file can grow: what it is read as, the smallest size that is tried, and how it is made."""

    read_as: str
    smallest: int
    make: Callable[[int], File]


@cache
def organisation() -> Instrument:
    """The instrument that most of these answer."""
    return load_instrument("organisation")


@cache
def practices() -> tuple[str, ...]:
    """The ids of its practices."""
    return tuple(practice.id for practice in organisation().practices)


# --- tables -----------------------------------------------------------------------------------------------------------


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def people(size: int) -> File:
    """So many people who answer everything."""
    rows = ((["finance", "legal", "it"][i % 3], *(str((i + j) % 5) for j in range(36))) for i in range(size))
    return "people.csv", _csv([["role", *practices()], *rows])


def wrong_answers(size: int) -> File:
    """So many people whose answers are all wrong, and all different."""
    rows = ([f"r{i % 3}", *(f"wrong {i} {j}" for j in range(36))] for i in range(size))
    return "wrong.csv", _csv([["role", *practices()], *rows])


def long_wrong_answers(size: int) -> File:
    """So many wrong answers of 400 letters each."""
    rows = ([f"r{i % 3}", *(f"{i} {j} {'long word ' * 40}" for j in range(10))] for i in range(size))
    return "long-wrong.csv", _csv([["role", *practices()[:10]], *rows])


def other_roles(size: int) -> File:
    """So many people, each with a role of their own."""
    return "roles.csv", _csv([["role", *practices()], *([f"role {i}", "0", *"2" * 35] for i in range(size))])


def headings(size: int) -> File:
    """So many columns with headings that nearly are a practice's."""
    names = [f"{practices()[i % 36]}x{i}" for i in range(size)]
    return "headings.csv", _csv([[practices()[0], *names], *[["2"] * (size + 1)] * 4])


def long_headings(size: int) -> File:
    """Twenty rows of so many cells of a thousand letters where headings could stand."""
    rows = [[f"{i} {j} {'how far are we ' * 66}" for j in range(size)] for i in range(20)]
    return "long-headings.csv", _csv(rows)


def role_columns(size: int) -> File:
    """So many columns that are all called role, with long words below."""
    rows = [[f"{i} {'a long role ' * 80}"] * size for i in range(50)]
    return "role-columns.csv", _csv([["role"] * size + [practices()[0]], *([*row, "2"] for row in rows)])


def long_table(size: int) -> File:
    """So many answers, a row each."""
    rows = ([f"person {i // 36}", practices()[i % 36], i % 5] for i in range(size))
    return "long.csv", _csv([["respondent", "question", "answer"], *rows])


def labels(size: int) -> File:
    """So many rows of which all that stands beside the answers is one long remark."""
    rows = ([f"{'a remark ' * 100}{i}", i % 5, 2] for i in range(size))
    return "labels.csv", _csv([["", *practices()[:2]], *rows])


def records(size: int) -> File:
    """So many results of a web form."""
    one = dict.fromkeys(practices(), 2)
    return "records.json", json.dumps([{"role": f"r{i % 3}", **one} for i in range(size)]).encode()


def record_keys(size: int) -> File:
    """So many results, each with a key of its own."""
    return "keys.json", json.dumps([{practices()[0]: 2, f"key{i}": 1} for i in range(size)]).encode()


@cache
def _book() -> bytes:
    return write_form(organisation(), "table").data


def _workbook(changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book())) as files, zipfile.ZipFile(out, "w") as changed:
        for entry in files.namelist():
            changed.writestr(entry, changes.get(entry, files.read(entry)))
    return out.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(rows: Iterable[str]) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


def _head(count: int, first: str = "role") -> str:
    cells = (first, *practices()[:count])
    inside = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in cells)
    return f"<row>{inside}</row>"


def workbook(size: int) -> File:
    """So many people in a workbook."""
    rows = (f"<row><c t='s'><v>0</v></c>{'<c><v>2</v></c>' * 36}</row>" for _ in range(size))
    return "people.xlsx", _workbook({"xl/worksheets/sheet1.xml": _sheet([_head(36), *rows])})


def shared_remark(size: int) -> File:
    """So many rows that share one remark of ten thousand letters."""
    shared = f"<sst {MAIN}><si><t>{'remark, ' * 1_249}</t></si></sst>".encode()
    rows = (f"<row><c t='s'><v>0</v></c><c><v>{i % 5}</v></c><c><v>2</v></c></row>" for i in range(size))
    parts = {"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": _sheet([_head(2, "note"), *rows])}
    return "shared.xlsx", _workbook(parts)


def shared_strings(size: int) -> File:
    """So many texts that cells could share, and no cell does."""
    texts = "".join(f"<si><t>t{i}</t></si>" for i in range(size))
    return "strings.xlsx", _workbook({"xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>".encode()})


def text_pieces(size: int) -> File:
    """One text in so many pieces, with characters that a parser hands over one by one."""
    text = f"<si>{'<t>a&#10;&amp;</t>' * size}</si>"
    return "pieces.xlsx", _workbook({"xl/sharedStrings.xml": f"<sst {MAIN}>{text}</sst>".encode()})


def format_brackets(size: int) -> File:
    """A number format of so many brackets, none of which closes."""
    return "brackets.xlsx", _workbook({"xl/styles.xml": _styles("[" * size, 1)})


def styles_of_one_format(size: int) -> File:
    """So many cell styles of one format of ten thousand letters."""
    return "styles.xlsx", _workbook({"xl/styles.xml": _styles("0.0 " * 2_500, size)})


def _styles(form: str, count: int) -> bytes:
    """The part of a workbook that holds a number format, and so many cell styles that have it."""
    own = f"<numFmts><numFmt numFmtId='200' formatCode='{form}'/></numFmts>"
    styles = "<xf numFmtId='200'/>" * count
    return f"<styleSheet {MAIN}>{own}<cellXfs>{styles}</cellXfs></styleSheet>".encode()


OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def opendocument(size: int) -> File:
    """So many people in an OpenDocument spreadsheet."""
    head = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("role", *practices()))
    cell = '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    one = "<table:table-cell><text:p>finance</text:p></table:table-cell>" + cell * 36
    rows = f"<table:table-row>{head}</table:table-row>" + f"<table:table-row>{one}</table:table-row>" * size
    body = f"<office:body><office:spreadsheet><table:table table:name='a'>{rows}</table:table>"
    content = f"<office:document-content {OFFICE}>{body}</office:spreadsheet></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        files.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        files.writestr("content.xml", content)
    return "people.ods", out.getvalue()


# --- archives ---------------------------------------------------------------------------------------------------------


def _zip(files: Iterable[File]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return out.getvalue()


def responses(size: int) -> File:
    """An archive of so many people's responses."""
    answers = {name: {"level": 2} for name in practices()}
    return "responses.zip", _zip((f"{i}.json", _response(answers, id=f"person-{i}")) for i in range(size))


def copies(size: int) -> File:
    """An archive of so many responses with one id, each with another answer, and no time."""
    made = (
        _response({practices()[0]: {"level": i % 5, "note": str(i)}}, id="same", rater={"role": "it"})
        for i in range(size)
    )
    return "copies.zip", _zip((f"{i}.json", data) for i, data in enumerate(made))


def tables(size: int) -> File:
    """An archive of so many tables with nearly the same twenty people, and no times."""
    head = ["role", *practices()[:3]]
    rows = [["it", i % 5, i // 5, 2] for i in range(20)]
    return "tables.zip", _zip((f"{i}.csv", _csv([head, *rows, ["it", "", "", ""], [i]])) for i in range(size))


def tallies(size: int) -> File:
    """An archive of so many tallies, each with fifty roles of its own."""
    return "tallies.zip", _zip((f"{i}.json", _tally([f"role {i} {j}" for j in range(50)])) for i in range(size))


def councils(size: int) -> File:
    """An archive of so many tallies, each of twelve people in three roles, who answer all and nearly alike."""
    levels = [[(i * j) % 5 for j in range(36)] for i in range(size)]
    return "councils.zip", _zip((f"{i}.json", _tally(("finance", "it", "legal"), of)) for i, of in enumerate(levels))


def actors(size: int) -> File:
    """An archive of the rows of so many actors, each of whom rates all others."""
    chance = random.Random(size)
    names = [f"actor {i}" for i in range(size)]
    made = ({name: chance.choice((0, 1, 1, 2, 2, 3, 4)) for name in names if name != rater} for rater in names)
    return "actors.zip", _zip((f"{i}.json", _row(names[i], ties)) for i, ties in enumerate(made))


def rows_of_many(size: int) -> File:
    """An archive of so many actors' rows, each of which rates a hundred others of its own."""
    made = ((f"actor {i}", {f"other {i} {j}": 2 for j in range(100)}) for i in range(size))
    return "rows.zip", _zip((f"{i}.json", _row(rater, ties)) for i, (rater, ties) in enumerate(made))


def entries(size: int) -> File:
    """An archive that says of so many empty files in it."""
    out = io.BytesIO()
    names = [f"{i:07}".encode() for i in range(size)]
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    out.write(local)
    begins = out.tell()
    for name in names:
        out.write(struct.pack("<4s4B4H3I5H2I", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0))
        out.write(name)
    long = out.tell() - begins
    count = min(size, 65_535)
    out.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, long, begins, 0))
    return "entries.zip", out.getvalue()


# --- JSON -------------------------------------------------------------------------------------------------------------


def _response(answers: object, **more: object) -> bytes:
    whole = {"format": "capability-response/1", "instrument": "organisation", "version": organisation().version}
    return json.dumps({**whole, "answers": answers, **more}).encode()


def _row(rater: str, ties: dict[str, int]) -> bytes:
    return json.dumps({"format": "capability-relations/1", "rater": rater, "ties": ties}).encode()


def _tally(roles: Iterable[str], levels: Sequence[int] = (2,)) -> bytes:
    """A tally of four people in each role, who all answer the first practices at these levels."""
    whole = {"format": "capability-tally/1", "instrument": "organisation", "version": organisation().version}
    counts = [
        {"without": [4 * (level == n) for n in range(5)], "with": [0] * 5, "unknown": 0, "not_applicable": 0}
        for level in levels
    ]
    of_role = {"raters": 4, "practices": dict(zip(practices(), counts, strict=False))}
    return json.dumps({**whole, "roles": dict.fromkeys(roles, of_role)}).encode()


def unknown_answers(size: int) -> File:
    """A response with so many answers to practices that are none."""
    return "unknown.json", _response({f"place.outcome-map-{i}": {"level": 2} for i in range(size)})


def bad_answers(size: int) -> File:
    """A response with so many answers that cannot be."""
    return "bad.json", _response({f"place.outcome-map-{i}": {"level": 7} for i in range(size)})


def tally_roles(size: int) -> File:
    """A tally with so many roles."""
    return "roles.json", _tally(f"role {i}" for i in range(size))


def tally_practices(size: int) -> File:
    """A tally with so many practices that are none."""
    count = {"without": [0, 0, 1, 0, 0], "with": [0] * 5, "unknown": 0, "not_applicable": 0}
    whole = {"format": "capability-tally/1", "instrument": "organisation", "version": organisation().version}
    of_role = {"raters": 1, "practices": {f"place.outcome-map-{i}": count for i in range(size)}}
    return "practices.json", json.dumps({**whole, "roles": {"it": of_role}}).encode()


def ties(size: int) -> File:
    """An actor's row with so many ties."""
    row = {"format": "capability-relations/1", "rater": "council", "ties": {f"actor {i}": 3 for i in range(size)}}
    return "row.json", json.dumps(row).encode()


def keys(size: int) -> File:
    """An object of so many keys."""
    return "keys.json", json.dumps({f"key{i}": i for i in range(size)}).encode()


def numbers(size: int) -> File:
    """A list of so many numbers of four thousand figures."""
    return "numbers.json", f"[{', '.join(['9' * 4_000] * size)}]".encode()


def one_number(size: int) -> File:
    """A response whose level has so many figures."""
    return "number.json", _response({practices()[0]: {"level": 7}}).replace(b"7", b"7" * size)


def brackets(size: int) -> File:
    """So many lists inside one another."""
    return "deep.json", b'{"a": ' + b"[" * size + b"]" * size + b"}"


def backslashes(size: int) -> File:
    """A string of so many backslashes that does not end."""
    return "slashes.json", b'{"format": "' + b"\\" * (2 * size)


def agenda(size: int) -> File:
    """A roundtable whose agenda is one question so many times."""
    table = {"format": "capability-roundtable/1", "instrument": "organisation", "version": organisation().version}
    return "table.json", json.dumps({**table, "agenda": [practices()[0]] * size, "talks": {}}).encode()


def talks(size: int) -> File:
    """A roundtable that talked of so many questions that are none."""
    table = {"format": "capability-roundtable/1", "instrument": "organisation", "version": organisation().version}
    strangers: dict[str, object] = {f"place.outcome-map-{i}": {} for i in range(size)}
    return "talks.json", json.dumps({**table, "agenda": [], "talks": strangers}).encode()


def edits(size: int) -> File:
    """A plan with words for so many practices that are none."""
    plan = {"format": "capability-plan/1", "instrument": "organisation", "version": organisation().version}
    words = {f"place.outcome-map-{i}": {"owner": "x"} for i in range(size)}
    return "plan.json", json.dumps({**plan, "targets": {}, "edits": words}).encode()


def targets(size: int) -> File:
    """A plan with so many targets that are none."""
    plan = {"format": "capability-plan/1", "instrument": "organisation", "version": organisation().version}
    return "targets.json", json.dumps({**plan, "targets": {f"place-{i}": 2 for i in range(size)}}).encode()


def learning(size: int) -> File:
    """A file of somebody's learning with so many exercises of chapters that are none."""
    exercises = {f"99-chapter-{i}": {"inputs": {"a": "b"}} for i in range(size)}
    return "learning.json", json.dumps({"format": "capability-learning/1", "exercises": exercises}).encode()


def learning_answers(size: int) -> File:
    """A file of somebody's learning with so many answers to practices that are none."""
    answers = {f"place.outcome-map-{i}": {"level": 2} for i in range(size)}
    response = json.loads(_response(answers))
    whole = {"format": "capability-learning/1", "responses": {"organisation": response}}
    return "answers.json", json.dumps(whole).encode()


def exercise_rows(size: int) -> File:
    """A saved exercise with so many rows in a table."""
    rows = [{"name": f"row {i}"} for i in range(size)]
    whole = {"format": "capability-exercise/1", "exercise": "01-missions", "inputs": {"things": rows}}
    return "exercise.json", json.dumps(whole).encode()


def columns(size: int) -> File:
    """A file of columns with so many headings."""
    whole = {"format": "capability-columns/1", "columns": {f"heading {i}": practices()[i % 36] for i in range(size)}}
    return "columns.json", json.dumps(whole).encode()


# --- what authors write -----------------------------------------------------------------------------------------------


def _flow(inside: str) -> bytes:
    return f"title: t\nabout: {inside}\n".encode()


def yaml_keys(size: int) -> File:
    """So many keys that are not known."""
    return "supplier.yaml", "\n".join(f"title{i}: x" for i in range(size)).encode()


def yaml_same_key(size: int) -> File:
    """One key so many times."""
    return "supplier.yaml", b"title: x\n" * size


def yaml_items(size: int) -> File:
    """So many items of a list."""
    return "supplier.yaml", _flow(f"[{'a, ' * size}]")


def yaml_below_long_keys(size: int) -> File:
    """A list of so many items below ten keys of as many letters together."""
    key = "k" * (size // 10)
    opened = "{? " + key + "\n : "
    return "supplier.yaml", _flow(opened * 10 + "[" + "a, " * size + "]" + "}" * 10)


def yaml_practices(size: int) -> File:
    """An instrument with so many practices, each the same."""
    text = (
        "title: T\nversion: 1.0.0\nscale: [a, b, c, d, e]\ndimensions:\n  - id: place\n    title: Place\n"
        "    about: About\n    practices:\n"
    )
    one = "      - {id: place.p%d, title: T, ask: Ask?, levels: [a, b, c, d, e], sources: [nobody-%d], mirrors: a.b}\n"
    return "supplier.yaml", (text + "".join(one % (i, i) for i in range(size))).encode()


def yaml_figures(size: int) -> File:
    """So many names of figures of the law that there are not."""
    return "supplier.yaml", ("title: >\n" + "  {{ no_such_figure }}\n" * size).encode()


def yaml_quiz(size: int) -> File:
    """A quiz of so many questions that are none."""
    return "03-market-shaping.quiz.yaml", b"- {ask: x, options: [1, 2], sources: [nobody]}\n" * size


GROWTHS: dict[str, Growth] = {
    made.__name__.strip("_").replace("_", " "): Growth(read_as, smallest, made)
    for read_as, smallest, made in (
        ("table", 2_500, people),
        ("table", 1_000, wrong_answers),
        ("table", 1_000, long_wrong_answers),
        ("table", 1_000, other_roles),
        ("table", 200, headings),
        ("table", 125, long_headings),
        ("table", 200, role_columns),
        ("table", 10_000, long_table),
        ("table", 5_000, labels),
        ("JSON", 1_000, records),
        ("JSON", 250, record_keys),
        ("table", 2_500, workbook),
        ("table", 5_000, shared_remark),
        ("table", 50_000, shared_strings),
        ("table", 100_000, text_pieces),
        ("table", 5_000, format_brackets),
        ("table", 5_000, styles_of_one_format),
        ("table", 2_500, opendocument),
        ("table", 250, responses),
        ("table", 250, copies),
        ("table", 100, tables),
        ("table", 50, tallies),
        ("table", 250, councils),
        ("table", 100, actors),
        ("table", 100, rows_of_many),
        ("table", 50_000, entries),
        ("JSON", 5_000, unknown_answers),
        ("JSON", 5_000, bad_answers),
        ("JSON", 5_000, tally_roles),
        ("JSON", 5_000, tally_practices),
        ("JSON", 5_000, ties),
        ("JSON", 50_000, keys),
        ("JSON", 250, numbers),
        ("JSON", 100_000, one_number),
        ("JSON", 100_000, brackets),
        ("JSON", 100_000, backslashes),
        ("JSON", 5_000, agenda),
        ("JSON", 2_500, talks),
        ("JSON", 2_500, edits),
        ("JSON", 5_000, targets),
        ("JSON", 5_000, learning),
        ("JSON", 5_000, learning_answers),
        ("JSON", 5_000, exercise_rows),
        ("JSON", 5_000, columns),
        ("YAML", 3_000, yaml_keys),
        ("YAML", 5_000, yaml_same_key),
        ("YAML", 10_000, yaml_items),
        ("YAML", 10_000, yaml_below_long_keys),
        ("YAML", 500, yaml_practices),
        ("YAML", 2_500, yaml_figures),
        ("YAML", 1_000, yaml_quiz),
    )
}
"""Every way, by its name."""
