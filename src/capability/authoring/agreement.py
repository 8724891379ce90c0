"""Whether an exercise's worksheet and the function that it names agree: what is asked, and the words for the result.

What goes in is compared by names and kinds. What comes out is known of the worked example, which is tried.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

import msgspec

from capability.course.exercises import function_of, functions
from capability.course.pictures import UNNAMED, codes
from capability.course.worksheets import NUMBERS, Result, Shown, Worksheet, phrase, read_inputs
from capability.errors import Fault, did_you_mean
from capability.pieces.exercise import as_typed
from capability.rule.instrument import items

FOLDER = "src/capability/course/exercises"


def check(content: Any) -> Iterator[Fault]:
    """The faults of a worksheet, as plain data, against its function; `where` is the path inside the worksheet."""
    name = content.get("function")
    if not isinstance(name, str):
        return  # the schema tells
    if name not in functions():
        hint = f"{did_you_mean(name, functions())}; a new one is written in {FOLDER}/{name[:40]}.py"
        yield Fault("unknown-function", "function", f"there is no function `{name[:60]}`", hint)
        return
    try:
        takes, function = function_of(name)
        wanted = {field.name: field.type for field in msgspec.structs.fields(takes)}
    except Exception as error:  # whatever stops an author's file at its import is that file's fault, told here
        yield Fault("unknown-function", "function", f"`{name}` cannot be used: {error}", f"mend {FOLDER}/{name}.py")
        return
    faults = list(_inputs(name, content, wanted))
    yield from faults
    try:
        worksheet = msgspec.convert({**content, "id": ""}, Worksheet)
    except msgspec.ValidationError:
        return  # the schema tells
    if not faults:
        yield from _outputs(name, worksheet, takes, function)


# --- what goes in -----------------------------------------------------------------------------------------------------


def _inputs(name: str, content: Any, wanted: dict[str, Any]) -> Iterator[Fault]:
    rows = {field: get_args(kind)[0] for field, kind in wanted.items() if get_origin(kind) is tuple}
    single = {field: kind for field, kind in wanted.items() if field not in rows}
    yield from _fields(name, content, "fields", single)
    yield from _names(name, content, "tables", rows)
    for t, table in enumerate(items(content, "tables")):
        row = rows.get(str(table.get("id"))) if isinstance(table, dict) else None
        if row is not None:
            columns = {field.name: field.type for field in msgspec.structs.fields(row)}
            yield from _fields(f"{name}.{table['id']}", table, f"tables.{t}.columns", columns)


def _names(name: str, content: Any, where: str, wanted: dict[str, Any]) -> Iterator[Fault]:
    """Names that are asked for and not taken, taken and not asked for, or asked for twice."""
    asked: list[str] = []
    for i, field in enumerate(items(content, where.rpartition(".")[2])):
        identifier = field.get("id") if isinstance(field, dict) else None
        if not isinstance(identifier, str):
            continue
        if identifier in asked:
            yield Fault("duplicate-id", f"{where}.{i}.id", f"`{identifier}` stands twice", "each id stands once")
        elif field.get("kind") == "heading" and identifier not in wanted:
            pass  # it stands over what comes out, and is given to no function
        elif identifier not in wanted:
            hint = did_you_mean(identifier, wanted) if wanted else "take it out"
            yield Fault("not-taken", f"{where}.{i}.id", f"`{name}` takes no `{identifier}`", hint)
        asked.append(identifier)
    for identifier in wanted:
        if identifier not in asked:
            yield Fault("not-asked", where, f"`{name}` takes `{identifier}`, and nothing asks for it", "add it here")


def _fields(name: str, content: Any, where: str, wanted: dict[str, Any]) -> Iterator[Fault]:
    yield from _names(name, content, where, wanted)
    for i, field in enumerate(items(content, where.rpartition(".")[2])):
        taken = wanted.get(str(field.get("id"))) if isinstance(field, dict) else None
        if taken is None:
            continue
        kind, options = field.get("kind"), field.get("options")
        if get_origin(taken) is Literal and kind == "choice":
            known, offered = list(get_args(taken)), list(options) if isinstance(options, dict) else []
            for option in offered:
                if option not in known:
                    what = f"`{name}` does not know `{option}`"
                    yield Fault("unknown-option", f"{where}.{i}.options.{option}", what, did_you_mean(option, known))
            for option in known:
                if offered and option not in offered:
                    what = f"`{name}` knows `{option}` too, and nobody can choose it"
                    yield Fault("no-option", f"{where}.{i}.options", what, "add it")
        elif words := _misfit(taken, kind, field.get("whole") is True):
            what = f"`{name}` takes {words} for `{field['id']}`"
            yield Fault("wrong-kind", f"{where}.{i}.kind", what, "change `kind` here, or the function")


def _misfit(taken: Any, kind: object, whole: bool) -> str:
    """What a function takes, in words, where that is not what a field of such a kind holds."""
    if get_origin(taken) is Literal:
        return "one of some choices"
    if taken is str:
        return "" if kind in ("text", "choice") else "text"
    if taken is date:
        return "" if kind == "date" else "a date"
    if taken is int:
        return "" if kind in NUMBERS and whole else "a number that is `whole: true`"
    return "" if kind in NUMBERS else "a number"


# --- what comes out ---------------------------------------------------------------------------------------------------


def _outputs(name: str, worksheet: Worksheet, takes: type[Any], function: Any) -> Iterator[Fault]:
    """What comes out for the worked example, against the words for it."""
    faults = list(_example(worksheet))
    yield from faults
    if faults:
        return
    reading = read_inputs(worksheet, as_typed(worksheet, worksheet.example))
    for path, words in reading.faults.items():
        where = "example." + path.replace("/", ".")
        yield Fault("bad-example", where, "the worked example does not fit", words[:1].lower() + words[1:])
    if reading.faults:
        return
    try:
        result = function(msgspec.convert(reading.values, takes))
    except Exception as error:  # whatever stops it here would stop it on a reader's page
        yield Fault("no-result", "example", f"`{name}` stops at it: {error}", "mend the example, or the function")
        return
    yield from _figures(name, worksheet, result)
    yield from _findings(name, worksheet, result)
    yield from _table(name, worksheet, result)
    yield from _picture(name, worksheet, result)


def _example(worksheet: Worksheet) -> Iterator[Fault]:
    """Where a worked example is not even of the form: a value for each field, and a list of rows for each table."""
    tables = {table.id: {column.id for column in table.columns} for table in worksheet.tables}
    asked = {field.id for field in worksheet.fields} | set(tables)
    for key, value in worksheet.example.items():
        if key not in asked:
            yield Fault("unknown-key", f"example.{key}", f"nothing asks for `{key}`", did_you_mean(key, asked))
        elif key in tables and not isinstance(value, list):
            yield Fault("wrong-type", f"example.{key}", "this is not a list of rows", "write a list, with `- ` each")
        elif key in tables:
            for i, row in enumerate(value):
                if not isinstance(row, dict) or set(row) - tables[key]:
                    what = "this row has no such columns"
                    yield Fault("wrong-type", f"example.{key}.{i}", what, did_you_mean("", sorted(tables[key])))


def _figures(name: str, worksheet: Worksheet, result: Result) -> Iterator[Fault]:
    shown = worksheet.results.figures
    for figure in shown:
        if figure not in result.figures:
            hint = did_you_mean(figure, result.figures)
            yield Fault("no-figure", f"results.figures.{figure}", f"`{name}` gives no figure `{figure}`", hint)
    for figure, value in result.figures.items():
        if figure not in shown:
            what = f"`{name}` gives `{figure}`, and there are no words for it"
            yield Fault("no-words", "results.figures", what, did_you_mean(figure, shown) if shown else "add it")
        else:
            yield from _shown(f"results.figures.{figure}", shown[figure], value)


def _findings(name: str, worksheet: Worksheet, result: Result) -> Iterator[Fault]:
    shown = worksheet.results.findings
    for code, values in result.findings:
        if code not in shown:
            what = f"`{name}` finds `{code}`, and there are no words for it"
            yield Fault("no-words", "results.findings", what, did_you_mean(code, shown) if shown else "add it")
            continue
        try:
            phrase(shown[code], values)
        except KeyError as error:
            what = f"`{name}` gives no {error} for `{code}`".replace("'", "`")
            yield Fault("no-slot", f"results.findings.{code}", what, did_you_mean(str(error.args[0]), values))


def _table(name: str, worksheet: Worksheet, result: Result) -> Iterator[Fault]:
    table = worksheet.results.table
    if table is None:
        return
    widths = {len(row) for row in result.rows}
    if widths - {len(table.columns)}:
        what = f"`{name}` gives {max(widths)} columns, and here are {len(table.columns)}"
        yield Fault("wrong-count", "results.table.columns", what, "name each column once, in the function's order")
        return
    told: set[int] = set()
    for row in result.rows:
        for i, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            faults = list(_shown(f"results.table.columns.{i}", column, value))
            if faults and i not in told:
                told.add(i)
                yield from faults


def _picture(name: str, worksheet: Worksheet, result: Result) -> Iterator[Fault]:
    shown, picture = worksheet.results.picture, result.picture
    if shown is None or picture is None:
        return
    drawn = type(picture).__name__.lower()
    if drawn != shown.drawn:
        yield Fault("wrong-picture", "results.picture.drawn", f"`{name}` draws {drawn}", f"say `drawn: {drawn}`")
    for code in sorted(codes(picture) - set(shown.tones) - set(UNNAMED)):
        what = f"`{name}` marks `{code}`, and there are no words for it"
        yield Fault(
            "no-words", "results.picture.tones", what, did_you_mean(code, shown.tones) if shown.tones else "add it"
        )


def _shown(where: str, shown: Shown, value: float | str | None) -> Iterator[Fault]:
    if value is not None and isinstance(value, str) != (shown.kind == "text"):
        what = f"the function gives {'words' if isinstance(value, str) else 'a number'} here"
        yield Fault("wrong-kind", f"{where}.kind", what, "change `kind`")
