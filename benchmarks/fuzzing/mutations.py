"""How a sound file is spoilt: by its structure, and byte by byte. All of it follows from the numbers drawn."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Literal, NamedTuple

import yaml

from benchmarks.fuzzing.seeds import ENDINGS, Kind, Seed, all_seeds

LARGEST = 1_500_000
"""Largest file that is made, in bytes: this is about files made to hurt, not about many people's."""

WEIGHTS: dict[Kind, int] = {
    "text table": 25,
    "workbook": 18,
    "open document": 10,
    "JSON": 35,
    "YAML": 6,
    "archive": 6,
}

Change = Callable[[Random, bytes], bytes]


class Made(NamedTuple):
    """A mutated file, and how it came about."""

    kind: Kind
    name: str
    data: bytes
    how: str


def made(number: int) -> Made:
    """The file of a number: always the same one."""
    rng = Random(number)
    kind = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    seed = _drawn(rng, kind)
    done: list[str] = []
    data = seed.data
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        changes = CHANGES[kind] if rng.random() < 0.9 else ANY
        change = rng.choice(changes)
        after = change(rng, data)
        done.append(change.__name__)
        data = after if len(after) <= LARGEST else after[:LARGEST]
    if kind == "archive" or (kind != "YAML" and rng.random() < 0.05):
        kind, seed, data = "archive", Seed("archive", "files.zip", b""), _archive(rng, seed, data, done)
    return Made(kind, _name(rng, kind, seed.name), data, f"{seed.name}: {', '.join(done)}")


def _drawn(rng: Random, kind: Kind) -> Seed:
    """A sound file of a kind: small ones more often, for large ones take longer and show no more."""
    seeds = all_seeds()[kind]
    return rng.choices(seeds, [1 / max(len(seed.data), 3_000) for seed in seeds])[0]


def _name(rng: Random, kind: Kind, name: str) -> str:
    if kind == "YAML" or rng.random() < 0.85:
        return name
    stem, _, ending = name.rpartition(".")
    return rng.choice(
        (
            f"{stem}.{rng.choice([*ENDINGS, 'zip', 'pdf', 'TSV', ''])}",
            f"{WORDS[rng.randrange(len(WORDS))][:120]}.{ending}",
            f"../../{name}",
            f"{'a' * 300}.{ending}",
            f"a: b: {name}",
        )
    )


# --- words and numbers that hurt --------------------------------------------------------------------------------------

NUMBERS = (
    "-1", "0", "5", "6", "2.0", "2,00", "2.5", "1e999", "-1e999", "NaN", "Infinity", "1e-999", "0x10", "1_0", "٣", "²",
    "½",
    "1000000000", "9" * 20, "9" * 400, "9" * 5_000, "0." + "3" * 5_000, "2147483648", "9223372036854775808", "01",
    "+1", " 1 ",
    "1 2", "TRUE",
)  # fmt: skip

WORDS = (
    "", " ", "\0", "\x1b[2J", "\ufeff", "\u202e", "\u2028", "a\nb\r\nc", "=cmd|' /C calc'!A1", "=1+1", "+1", "@SUM(1)",
    "-", '"', '""', "'",
    "a" * 150, "a" * 2_001, "b" * 12_000, "é" * 300, "ﷺ" * 200, "İ" * 100, "ß", "👩‍👩‍👧‍👦" * 40, "_x000D_", "_xD800_",
    "_xDFFF__x0041_", "_x0000_",
    "Total", "average", "Survey Preview", "unknown", "N/A", "not sure", "role", "id", "respondent", "saved",
    "organisation",
    "2026-11-27T09:00:00Z", "9999-12-31T23:59:59+23:59", "0001-01-01T00:00:00+14:00", "31/12/0000 25:61",
    "12/13/2026 9:00 pm",
    "1/1/٢٠٢٦", "²/1/2026", "١٢/13/2026", "place.outcome-map", "missions.clear-goal", "no.such-practice", "__proto__",
    "<script>alert(1)</script>",
    "{{ vat }}", "../../etc/passwd", "C:\\x", "%s%n{0}", "1) ", "q1 " * 300, "1 " * 3_000, *NUMBERS,
)  # fmt: skip


def _word(rng: Random) -> str:
    return rng.choice(WORDS)


# --- bytes ------------------------------------------------------------------------------------------------------------


def flip(rng: Random, data: bytes) -> bytes:
    """Change some bytes."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 40)) if out else 0):
        out[rng.randrange(len(out))] = rng.choice((rng.randrange(256), 0, 255, *b'",;\n\r<>&{}[]:\\ \t'))
    return bytes(out)


def insert(rng: Random, data: bytes) -> bytes:
    """Put something in."""
    at = rng.randrange(len(data) + 1)
    what = rng.choice(
        (
            _word(rng).encode("utf-8", "surrogatepass") * rng.choice((1, 1, 1, 20)),
            rng.randbytes(rng.choice((1, 4, 50))),
            rng.choice((b'"', b"\n", b"\r", b",", b";", b"\t", b"\xed\xa0\x80", b"\xff\xfe", b"[",
            b"{")) * rng.choice((1, 2, 9_999)),
        )
    )  # fmt: skip
    return data[:at] + what + data[at:]


def delete(rng: Random, data: bytes) -> bytes:
    """Take a part out."""
    at, length = rng.randrange(len(data) + 1), rng.choice((1, 1, 3, 50, 1_000))
    return data[:at] + data[at + length :]


def truncate(rng: Random, data: bytes) -> bytes:
    """Break off."""
    return data[: rng.randrange(len(data) + 1)]


def double(rng: Random, data: bytes) -> bytes:
    """Have a part stand many times."""
    at, length = rng.randrange(len(data) + 1), rng.choice((1, 10, 200, 5_000))
    part = data[at : at + length]
    return data[:at] + part * min(rng.choice((2, 3, 50, 2_000)), 400_000 // (len(part) or 1) + 1) + data[at + length :]


def swap(rng: Random, data: bytes) -> bytes:
    """Two parts change places."""
    a, b, c = sorted(rng.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


ENCODINGS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "cp1252", "latin-1", "cp037", "shift_jis",
    "mac-roman", "cp437",
)  # fmt: skip


def recode(rng: Random, data: bytes) -> bytes:
    """Write text in another encoding, or with another mark in front."""
    text = data.decode("utf-8-sig", "replace")
    mark = rng.choice((b"", b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xef\xbb\xbf"))
    return mark + text.encode(rng.choice(ENCODINGS), "replace")


ANY: Sequence[Change] = (flip, flip, insert, insert, delete, truncate, double, swap, recode)


# --- tables as text ---------------------------------------------------------------------------------------------------


def rows(rng: Random, data: bytes) -> bytes:
    """Change rows, columns and cells of a table, and write it as another program would."""
    text = data.decode("utf-8-sig", "replace")
    separator = max(",;\t|", key=text[:3_000].count)
    lines = text[:300_000].replace("\0", "").splitlines(keepends=True)
    try:
        table = list(csv.reader(lines, delimiter=separator)) or [[""]]
    except csv.Error:
        table = [line.split(separator) for line in lines]
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        table = rng.choice(TABLES)(rng, table)[:20_000] or [[""]]
    out = io.StringIO()
    quoting: Literal[0, 1, 2] = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
    ending = rng.choice(("\n", "\r\n", "\r", "\n\n"))
    writer = csv.writer(out, delimiter=rng.choice(",,;;\t|:^"), quoting=quoting, lineterminator=ending)
    for row in table:
        writer.writerow(row)
        if out.tell() > LARGEST:
            break
    start = rng.choice(("", "", "", "", "sep=;\n", "sep=,\r\n", "SEP=\t\n", "\n\n\n", "A title\n\n"))
    return (start + out.getvalue()).encode("utf-8", "replace")


Table = list[list[str]]


def _cells(rng: Random, table: Table) -> Table:
    for _ in range(rng.choice((1, 3, 30))):
        row = rng.choice(table)
        if row:
            row[rng.randrange(len(row))] = _word(rng)
    return table


def _column(rng: Random, table: Table) -> Table:
    word, at = _word(rng), rng.randrange(max(map(len, table)) + 1)
    return [[*row[:at], str(i) if word == "id" and i else word, *row[at:]] for i, row in enumerate(table)]


def _more_rows(rng: Random, table: Table) -> Table:
    at = rng.randrange(len(table))
    return table[:at] + [list(table[at]) for _ in range(rng.choice((1, 2, 30, 3_000)))] + table[at:]


def _more_columns(rng: Random, table: Table) -> Table:
    at, times = rng.randrange(max(map(len, table)) + 1), rng.choice((1, 2, 30, 1_200))
    return [row[:at] + row[at : at + 1] * times + row[at:] for row in table[:400]]


def _fewer(rng: Random, table: Table) -> Table:
    if rng.random() < 0.5:
        at = rng.randrange(len(table))
        return table[:at] + table[at + rng.choice((1, 1, 3)) :]
    at = rng.randrange(max(map(len, table)) + 1)
    return [row[:at] + row[at + 1 :] for row in table]


def _shuffled(rng: Random, table: Table) -> Table:
    if rng.random() < 0.5:
        return rng.sample(table, len(table))
    order = rng.sample(range(width := max(map(len, table))), width)
    return [[row[i] if i < len(row) else "" for i in order] for row in table]


def _turned(_: Random, table: Table) -> Table:
    return [
        list(row) for row in zip(*(row + [""] * (max(map(len, table)) - len(row)) for row in table[:500]), strict=True)
    ]


def _row_put_in(rng: Random, table: Table) -> Table:
    at = rng.randrange(len(table) + 1)
    row = [rng.choice((_word(rng), "3", "")) for _ in range(rng.choice((1, 3, 40)))]
    return table[:at] + [row] * rng.choice((1, 1, 25)) + table[at:]


def _long(_: Random, table: Table) -> Table:
    """A row an answer."""
    head, *people = table[:200]
    answers = [
        [str(i), heading, cell] for i, row in enumerate(people) for heading, cell in zip(head, row, strict=False)
    ]
    return [["respondent", "question", "answer"], *answers]


def _codes(rng: Random, table: Table) -> Table:
    return [table[0], *([rng.choice("12345") for _ in row] for row in table[1:])]


def _kit_headings(rng: Random, table: Table) -> Table:
    names = [
        "place.outcome-map",
        "missions.clear-goal",
        "id",
        "role",
        "saved",
        "Response type",
        *(row[0] for row in table if row),
    ]
    return [rng.sample(names, min(len(names), 6)), *table]


TABLES = (
    _cells, _cells, _cells, _column, _more_rows, _more_columns, _fewer, _shuffled, _turned, _row_put_in, _long, _codes,
    _kit_headings,
)  # fmt: skip


# --- JSON and YAML ----------------------------------------------------------------------------------------------------

FORMATS = (
    "response", "tally", "relations", "plan", "roundtable", "learning", "exercise", "columns",
    "nothing-of-ours",
)  # fmt: skip


def _value(rng: Random) -> Any:
    return rng.choice(
        (
            None, True, False, 0, 1, 4, 5, -1, 2.0, 2.5, 10**30, 10**400, -(10**18), 1e308, [], {}, "", [[]], {"": {}},
            [1, 2, 3, 4, 5],
            {"level": 3}, {"level": "4"}, {"level": 2, "note": "n" * 2_001}, "\ud800", "a\udfff", "\0", _word(rng),
            _word(rng), [None] * 50,
            {f"k{i}": i for i in range(30)}, {_word(rng): _word(rng)},
        )
    )  # fmt: skip


def _places(plain: Any) -> list[tuple[Any, Any]]:
    """Every place in plain data: what holds it, and the key or the number under which it stands."""
    found: list[tuple[Any, Any]] = []
    waiting = [plain]
    while waiting and len(found) < 5_000:
        whole = waiting.pop()
        entries = list(whole.items()) if isinstance(whole, dict) else list(enumerate(whole))
        found += [(whole, key) for key, _ in entries]
        waiting += [value for _, value in entries if isinstance(value, dict | list)]
    return found


def _in_tree(rng: Random, plain: Any) -> Any:
    places = _places(plain) if isinstance(plain, dict | list) else []
    if not places:
        return _value(rng)
    near = [place for place in places if place[0] is plain]
    whole, key = rng.choice(near if rng.random() < 0.3 else places)
    value = whole[key]
    match rng.randrange(9):
        case 0 | 1:
            whole[key] = _value(rng)
        case 2:
            del whole[key]
        case 3:
            for _ in range(rng.choice((1, 3, 18, 60))):
                value = rng.choice(({"a": value}, [value], {"level": value}))
            whole[key] = value
        case 4 if isinstance(whole, dict):
            whole[rng.choice((_word(rng), "\ud800", "a\udfffb", "x" * 3_000, "no.such-practice", "level"))] = whole.pop(
                key
            )
        case 5 if isinstance(whole, dict):
            for i in range(_times(value, rng.choice((1, 30, 400, 2_000)))):
                whole[f"{str(key)[:60]}{i}" if rng.random() < 0.9 else f"a{i}.b{i}"] = value
        case 5 if isinstance(whole, list):
            whole[key:key] = [value] * _times(value, rng.choice((1, 30, 2_000)))
        case 6 if isinstance(plain, dict):
            plain["format"] = f"capability-{rng.choice(FORMATS)}/{rng.choice((1, 1, 1, 2, 'x'))}"
        case 7 if isinstance(plain, dict):
            name = rng.choice(("version", "instrument", "id", "saved", "rater", "context", "ties", "roles", "answers"))
            plain[name] = rng.choice(
                ("1.0.0", "2.0.0", "1.0.99999999999999", "organisation", "supplier", "team", _value(rng))
            )
        case _:
            whole[key] = type(value)() if isinstance(value, str | int | float | list | dict) else {}
    return plain


LARGEST_TREE = 1_000_000
"""About how many characters a value may take that is put into a file again and again."""


def _times(value: object, wanted: int) -> int:
    """How often a value is put in: what holds thousands of others already is not taken thousands of times."""
    return max(1, min(wanted, LARGEST_TREE // (len(str(value)) + 1)))


def tree(rng: Random, data: bytes) -> bytes:
    """Change values, types and keys in JSON."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return flip(rng, data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        plain = _in_tree(rng, plain)
    try:
        text = json.dumps(plain, ensure_ascii=rng.random() < 0.7, indent=rng.choice((None, 2)))
    except RecursionError:
        return data
    return text.encode("utf-8", "surrogatepass")


def figures(rng: Random, data: bytes) -> bytes:
    """Put another number, or half of a pair, in the place of numbers and texts."""
    text = data.decode("utf-8", "replace")
    pattern, others = rng.choice(
        (
            (r"(?<=[:\[, ])-?\d+(?:\.\d+)?", NUMBERS),
            (
                r'(?<=")[^"\\]{1,80}(?=")',
                ("\\ud800", "\\u0000", "\\udc00x", "a\\nb", *FORMATS, *(w[:200] for w in WORDS)),
            ),
        )
    )
    found = list(re.finditer(pattern, text[:60_000]))
    for match in sorted(
        rng.sample(found, min(len(found), rng.choice((1, 1, 4, 40)))), key=lambda match: -match.start()
    ):
        text = text[: match.start()] + rng.choice(others) + text[match.end() :]
    return text.encode("utf-8", "replace")


def repeat_key(rng: Random, data: bytes) -> bytes:
    """Have a key stand twice in its object."""
    text = data.decode("utf-8", "replace")
    found = list(re.finditer(r'"[^"\\]{1,80}"\s*:\s*(?:"[^"\\]*"|\d+|\{[^{}]*\})', text[:60_000]))
    if not found:
        return data
    match = rng.choice(found)
    return (text[: match.end()] + f", {match.group()}" * rng.choice((1, 1, 500)) + text[match.end() :]).encode()


def deepen(rng: Random, data: bytes) -> bytes:
    """Put brackets around brackets."""
    opened = rng.choice(("[", '{"a":', "[{", '[["'))
    times = rng.choice((1, 19, 25, 1_000, 15_000))
    at = rng.choice((0, rng.randrange(len(data) + 1)))
    closed = rng.choice(("]" * times, "}" * times, ""))
    return data[:at] + (opened * times).encode() + data[at:] + closed.encode()


def lines(rng: Random, data: bytes) -> bytes:
    """Change lines of a YAML file."""
    text = data.decode("utf-8", "replace").split("\n")
    at = rng.randrange(len(text))
    indent = " " * (len(text[at]) - len(text[at].lstrip()))
    bare = text[at].strip()
    key = bare.partition(":")[0]
    text[at : at + 1] = rng.choice(
        (
            [], [text[at]] * rng.choice((2, 50)), [f"{text[at]} !!python/object/apply:os.system ['true']"],
            [f"{indent}  {bare}"],
            [f"\t{bare}"], [f"{indent}{key}: {rng.choice(NUMBERS)}"], [f"{indent}{key}: {_word(rng)}"],
            [f"{indent}{key}: &a [*a, *a]"],
            [f"{indent}{key}: !!binary {rng.choice(('aGVsbG8=', '%%', ''))}"],
            [f"{indent}{key}: !!int '{'9' * 5_000}'"], ["---", text[at]],
            [f"{indent}{key}: {'[' * rng.choice((1, 21, 5_000))}"], [f"{indent}<<: *a"], [f"{indent}? [a, b]",
            f"{indent}: c"], ["%YAML 9.9"],
            [f"{indent}{key}: |2", f"{indent}  {bare}"], [f"{indent}{key}: >-", indent + "   x" * 2_000],
            [f"{indent}{key}: '{_word(rng)}"],
            [f"{indent}{key}: {{{{ {rng.choice(('nothing', 'fts-threshold', ' '))} }}}}"],
            [f"{indent}{key}: 2026-02-31"], [f"{indent}- {bare}"],
            [f"{indent}{rng.choice(('yes', '1', 'null', '~', '2026-01-01', '.inf'))}: {bare}"],
            [f"{indent}{key}: !!timestamp 2026-13-41"],
            [f'{indent}{key}: "\\ud800 \\x00 \\U00110000"'], [f'{indent}{key}: "a\\ud800b"'], [f"{indent}{key}: .nan"],
            [f"{indent}{key}: 1e999"],
        )
    )  # fmt: skip
    if rng.random() < 0.1:
        other = rng.randrange(len(text) or 1)
        text[other:] = text[other:][::-1]
    return "\n".join(text).encode("utf-8", "surrogatepass")


DEEPEST = 100
"""Most lists and sets of keys inside one another in YAML that is changed as a tree."""


def yaml_tree(rng: Random, data: bytes) -> bytes:
    """Change values, types and keys in YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(data, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:  # what builds a tree in C ends the process there
                return lines(rng, data)
        plain = yaml.load(data, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return lines(rng, data)
    for _ in range(rng.choice((1, 1, 2))):
        plain = _in_tree(rng, plain)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    try:
        return str(yaml.dump(plain, Dumper=dumper, sort_keys=False, allow_unicode=rng.random() < 0.5)).encode()
    except (ValueError, RecursionError, yaml.YAMLError):
        return data


# --- workbooks, open documents and archives ---------------------------------------------------------------------------

ATTRIBUTES = (
    "", "-1", "0", "1", "ZZZ99999999", "XFD1048576", "A0", "AAAA1", "a1", "99999", "999999", "1048576", "100000",
    "1000", "9" * 20, "9" * 5_000,
    "1e999", "NaN", "٣", " 1 ", "1_000", "s", "b", "d", "e", "str", "inlineStr", "n", "../../../etc/passwd",
    "/xl/workbook.xml", "rId1", "rId999",
    "true", "yes", "hidden", "collapse", "float", "boolean", "date", "percentage", "string", "of:=1", "&#55296;",
    "&#0;", "&a;", "x" * 3_000,
)  # fmt: skip

PROLOGS = (
    *(f'<?xml version="1.0" encoding="{name}"?>' for name in ("utf-16", "x-unknown", "utf-7", "cp037", "shift_jis",
    "idna", "rot13", "zlib", "hex",
      "ascii", "latin-1", "big5", "utf-8-sig", "unicode_escape", "undefined", "mbcs", "")),
    '<?xml version="9.9"?>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<?xml version="1.0"?><!DOCTYPE a>',
)  # fmt: skip


def _part(rng: Random, text: bytes) -> bytes:
    """One part's XML, changed."""
    whole = text.decode("utf-8", "replace")
    match rng.randrange(10):
        case 0 | 1 | 2:
            found = list(re.finditer(r'[\w:-]+="([^"]*)"', whole[:60_000]))
            for one in sorted(
                rng.sample(found, min(len(found), rng.choice((1, 1, 5)))), key=lambda match: -match.start()
            ):
                whole = whole[: one.start(1)] + rng.choice(ATTRIBUTES) + whole[one.end(1) :]
        case 3:
            name = rng.choice(
                (
                    ' r="',
                    ' s="',
                    ' t="',
                    ' hidden="',
                    "number-columns-repeated=",
                    "number-rows-repeated=",
                    "text:c=",
                    "value-type=",
                    "Target=",
                )
            )
            found = list(re.finditer(rf'{name}"?([^"]*)"', whole[:60_000]))
            if found:
                one = rng.choice(found)
                whole = whole[: one.start(1)] + rng.choice(ATTRIBUTES) + whole[one.end(1) :]
            elif cells := list(re.finditer(r"<(?:c|row|table:table-cell|table:table-row|text:s)\b", whole)):
                at = rng.choice(cells).end()
                added = f'{name.strip().rstrip(chr(34)).rstrip("=")}="{rng.choice(ATTRIBUTES)}"'
                whole = f"{whole[:at]} {added}{whole[at:]}"
        case 4:
            found = list(re.finditer(r">([^<>]+)<", whole[:60_000]))
            for one in sorted(
                rng.sample(found, min(len(found), rng.choice((1, 1, 8)))), key=lambda match: -match.start()
            ):
                word = rng.choice((_word(rng), _word(rng), rng.choice(ATTRIBUTES), rng.choice("01234567")))
                word = re.sub("[\0-\x08\x0b-\x1f]", "", word).replace("&", "&amp;").replace("<", "&lt;")
                whole = whole[: one.start(1)] + word + whole[one.end(1) :]
        case 5:
            found = list(re.finditer(r"<([\w:]+)\b[^>]*?(?:/>|>.*?</\1>)", whole[:60_000], re.DOTALL))
            if found:
                one = rng.choice(found)
                times = min(rng.choice((0, 0, 2, 100, 5_000)), 300_000 // len(one.group()) + 1)
                whole = whole[: one.start()] + one.group() * times + whole[one.end() :]
        case 6:
            whole = rng.choice(PROLOGS) + re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", whole)
        case 7:
            at = rng.randrange(len(whole) + 1)
            put = rng.choice(("<a>" * 5_000, "<c/>" * 2_000, "</c>", "<row/>", "<f>1</f>",
            "<!--" + "x" * 2_000 + "-->", "<![CDATA[<v>3</v>]]>", "&#x41;",
                              "<v>2</v>", "<is><t>3</t></is>", "<rPh><t>x</t></rPh>", "<t>x</t>", "\0",
                              "<si/>"))  # fmt: skip
            whole = whole[:at] + put + whole[at:]
        case 8:
            tags = sorted(set(re.findall(r"</?([\w:]+)", whole[:50_000])))
            if tags:
                whole = re.sub(rf"(</?){rng.choice(tags)}\b", rf"\g<1>{rng.choice(tags)}", whole)
        case _:
            return rng.choice(ANY)(rng, text)
    return whole.encode(rng.choice((*("utf-8",) * 20, "utf-16", "cp1252")), "replace")


def parts(rng: Random, data: bytes) -> bytes:
    """Change parts of a workbook, and pack it again."""
    files = _unpacked(data)
    if not files:
        return flip(rng, data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(files))
        likely = [i for i, (name, _) in enumerate(files) if re.search("sheet|content|shared|workbook|styles", name)]
        if likely and rng.random() < 0.8:
            at = rng.choice(likely)
        name, text = files[at]
        match rng.randrange(12):
            case 0:
                del files[at]
                if not files:
                    break
            case 1:
                files[at] = (
                    rng.choice(
                        (
                            name.replace("/", "\\"),
                            name.upper(),
                            f"/{name}",
                            f"../{name}",
                            f"{name}/",
                            _word(rng)[:100] or "x",
                        )
                    ),
                    text,
                )
            case 2:
                files[at] = (name, rng.choice(files)[1])
            case 3:
                files.append((name, rng.choice((text, b"", rng.choice(files)[1]))))
            case _:
                files[at] = (name, _part(rng, text))
    return _packed(rng, files)


def _unpacked(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as files:
            return [(entry.filename, files.read(entry)) for entry in files.infolist() if entry.file_size < LARGEST]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
        MemoryError,
    ):
        return []


def _packed(rng: Random, files: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    way = rng.choice((zipfile.ZIP_DEFLATED,) * 40 + (zipfile.ZIP_STORED,) * 6 + (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    way = way if len(files) < 15 else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, text in files:
            entry = zipfile.ZipInfo(
                name.replace("\0", "_").encode("utf-8", "replace").decode(), (2026, 11, 27, 9, 0, 0)
            )
            entry.compress_type = way
            if entry.filename in archive.NameToInfo:  # a second of one name is what is wanted, without a warning
                del archive.NameToInfo[entry.filename]
            archive.writestr(entry, text)
        if rng.random() < 0.05:
            archive.comment = b"PK\x05\x06" * 40
    return out.getvalue()


def sizes(rng: Random, data: bytes) -> bytes:
    """Have an archive lie about a part: its size, its check, how it is packed, or whether it is locked."""
    places = [match.start() for match in re.finditer(b"PK\x01\x02", data)]
    if not places:
        return flip(rng, data)
    out = bytearray(data)
    for at in rng.sample(places, min(len(places), rng.choice((1, 1, 3)))):
        offset, length = rng.choice(((16, 4), (20, 4), (24, 4), (8, 2), (10, 2), (28, 2), (30, 2), (42, 4), (6, 2)))
        value = rng.choice((0, 1, 9, 99, 8, 12, 14, 65_535, 2**31 - 1, 2**32 - 1, rng.randrange(2**16))) % 256**length
        out[at + offset : at + offset + length] = value.to_bytes(length, "little")
    return bytes(out)


def _archive(rng: Random, seed: Seed, data: bytes, done: list[str]) -> bytes:
    """The file in an archive, with others that may be sound."""
    files = [(seed.name, data)]
    for _ in range(rng.choice((0, 0, 1, 3))):
        other = _drawn(rng, rng.choice(("text table", "workbook", "JSON")))
        files.append((other.name, other.data))
    if rng.random() < 0.1:
        files += [(f"{i}.json", b'{"format": "capability-response/1"}') for i in range(rng.choice((5, 5, 300, 2_500)))]
    if rng.random() < 0.1:
        files.append(("inside.zip", _packed(rng, files)))
    files = [
        (
            rng.choice(
                (
                    name,
                    f"a/{name}",
                    f"../{name}",
                    f"/{name}",
                    name.replace(".", "\\"),
                    "__MACOSX/" + name,
                    f"{name}/",
                    "é\x1b[2J" + name,
                )
            ),
            text,
        )
        if rng.random() < 0.15
        else (name, text)
        for name, text in files
    ]
    whole = _packed(rng, files)
    done.append("archive")
    return sizes(rng, whole) if rng.random() < 0.2 else rng.choice(ANY)(rng, whole) if rng.random() < 0.2 else whole


CHANGES: dict[Kind, Sequence[Change]] = {
    "text table": (rows, rows, rows, recode, insert, flip),
    "workbook": (*(parts,) * 9, sizes),
    "open document": (*(parts,) * 9, sizes),
    "JSON": (tree, tree, tree, figures, figures, repeat_key, deepen),
    "YAML": (lines, lines, yaml_tree, yaml_tree, deepen, figures),
    "archive": (parts, sizes),
}
