"""Every command, fed with words of strangers wherever a word can stand; and what nothing that it says may hold."""

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from capability.cli import COMMANDS, main
from capability.text import STEERS
from tests.synthetic import ORGANISATION

FRAGMENTS = [
    *("\x1b]0;owned\x07", "\x1b[2J\x1b[31m", "\x9b2J", "\x7f", "\x08", "\r", "\v", "\x85", "\u2028", "\u2029", "\t"),
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c", "\ud800", "\udcff", "\ufffe", "\ufeff", "\u200b"),
    *("\n", "\nerror: forged", "\nnote: forged", "\0", "../", "/etc/x", "C:\\x", "con", "%s{0}", "'", '"', "`", "\\"),
    *("=1+41", ";=1", "<b>", "$x$", "|", "é", "😀", "x", " ", "-x", "--all", "@x", "2027-01-31", "place"),
]
"""What steers a terminal, ends a line, turns the writing round, forges a message or leads out of a folder."""

PRACTICE = "place.outcome-map"


class Said(NamedTuple):
    """What a command said, as the bytes that went out."""

    arguments: list[str]
    code: int
    out: str
    err: str


def said(*arguments: str) -> Said:
    """A command, run as a program whose output is read by another."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    sys.stdin, stdin = io.StringIO(), sys.stdin
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    except SystemExit as stop:  # as argparse leaves
        code = int(stop.code or 0)
    finally:
        sys.stdin = stdin
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Said([*arguments], code, *texts)


def harm(run: Said) -> str:
    """What is wrong with what a command said; nothing where all is well."""
    is_table = "csv" in run.arguments  # whose cells may have lines, in quotes
    if run.code not in {0, 1, 2} or "Traceback" in run.err:
        return f"it broke: {run.err}"
    if STEERS.search(run.out) or (not is_table and re.search("[\t\r]", run.out)):
        return "its output holds a sign that steers"
    if not all(line.isprintable() for line in run.err.split("\n")):
        return "its messages hold a sign that is not seen"
    if re.search("^(error|note): forged", run.err, re.MULTILINE):
        return "a stranger's words pass for the kit's own"
    return ""


def commands(word: str) -> Iterator[list[str]]:
    """Files with a word in every place, written into the current folder, and every command on them."""
    seen = "".join(c for c in word if c not in "\0/" and not "\ud800" <= c <= "\udfff")
    on_disk = seen.encode()[:200].decode("utf-8", "ignore") or "x"
    argument = word.replace("\0", "~").encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    answer = {PRACTICE: {"level": 2, "note": word}, f"place.{word}": {"level": 1}}
    rater = {"role": word, "organisation": word}
    for name, instrument in (("a", "organisation"), ("b", "organisation"), ("s", "system"), ("u", word)):
        response = {"id": word + name, "rater": rater, "context": {"round": word, "actor": word}, "answers": answer}
        write(f"answers/{name}.json", "capability-response/1", **response, instrument=instrument, version="1.0.0")
    write("odd.json", "capability-response/1", **{word: word}, instrument="organisation", version=word, answers={})
    Path("answers", f"{on_disk}.json").write_text(json.dumps({"format": word, word: word}), "utf-8")
    cells = [[word, "2"], [word, word], *[[f"{word}{i}", "3"] for i in range(3)]]
    rows = [["role", PRACTICE, word], *([*row, word] for row in cells)]
    table = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    Path("answers", f"{on_disk}.csv").write_bytes(table.encode("utf-8", "replace"))
    Path("asked").mkdir()
    asked = '"role","' + ORGANISATION.practices[0].ask.replace('"', '""')[:-1] + ' (please)"\r\n"x","1"\r\n"y","5"\r\n'
    Path("asked", f"{on_disk}.csv").write_bytes(asked.encode())
    for name in ("council", "firms"):
        ties: dict[str, Any] = {word: 2, "council": 1, "firms": 3}
        write(f"rows/{name}.json", "capability-relations/1", rater=f"{word}{name}", ties=ties)
    count = {"raters": 7, "practices": {PRACTICE: {"without": [0, 0, 7, 0, 0]}}}
    write("tallies/t.json", "capability-tally/1", instrument="organisation", version="1.0.0", roles={word: count})
    edits = {PRACTICE: {"owner": word, "step": word, "note": word, "due": "2027-01-31"}}
    write(
        "plan.json", "capability-plan/1", instrument="organisation", version="1.0.0", targets={"place": 4}, edits=edits
    )
    write("bad-plan.json", "capability-plan/1", instrument=word, version=word, targets={word: 4}, edits={word: {}})
    write("columns.json", "capability-columns/1", columns={word: "role", "x": word}, answers={word: word})
    for both in (["tally"], ["team"], ["system"], ["plan"], ["plan", "--as", "csv", "--plan", "plan.json"]):
        yield [*both, "answers", "tallies", "rows", *(["--instrument", "organisation"] if both != ["system"] else [])]
    for command in COMMANDS:
        yield [command, argument, *([argument] if command == "new" else [])]
        yield [command, f"--{argument}"]
    yield ["score", "answers/a.json"]
    yield ["score", "odd.json"]
    yield ["score", "answers/a.json", "--json", argument]
    yield ["team", "tallies", "--json"]
    yield ["tally", "tallies", "answers", "--columns", "columns.json"]
    yield ["tally", "asked"]
    yield ["gap", "answers", "tallies"]
    yield ["change", "--before", "answers", "--after", "tallies"]
    yield ["change", "--before", "answers", "--after", "tallies", "--json", "--earlier", argument]
    yield ["relations", "rows", "--actors", f"{argument},council"]
    yield ["relations", "rows", "--json"]
    yield ["system", "answers", "rows", "--json"]
    yield ["plan", "tallies", "--plan", "bad-plan.json"]
    yield ["plan", "tallies", "--target", argument, "--name", argument]
    yield ["plan", "tallies", "--name", argument, "--plan", "plan.json", "--as", "calendar", "--output", "made"]
    yield ["plan", "tallies", "--name", argument, "--plan", "plan.json", "--as", "json"]
    yield ["plan", "tallies", "--date", argument]
    yield ["form", "organisation", "--as", argument]
    yield ["check", "answers", "rows", "tallies", "plan.json", "columns.json"]
    yield ["new", "instrument", argument]


def write(name: str, form: str, **content: object) -> None:
    """A JSON file of the current folder."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"format": form, **content}), "utf-8")
