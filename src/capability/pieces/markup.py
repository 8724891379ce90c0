"""A piece's one HTML form, from its template and its config. Runs at build and in a notebook, never in a browser."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import jinja2

from capability.pieces import (
    assessment,
    exercise,
    invitation,
    learning,
    outside,
    quiz,
    relations,
    resume,
    returns,
    roundtable,
    steps,
    training,
    workbench,
)
from capability.pieces.plain import from_inside
from capability.text import Plain, spoken_date
from capability.writing.quoting import MAY_NOT_QUOTE, MAY_QUOTE, WHY_NOT
from capability.writing.sureness import CLAIMS, STEADY

CONTEXTS: dict[str, Callable[[Plain], Plain]] = {
    "assessment": assessment.context,
    "bookmark": dict,
    "exercise": exercise.context,
    "invitation": invitation.context,
    "learning": learning.context,
    "outside": outside.context,
    "quiz": quiz.context,
    "relations": relations.context,
    "resume": resume.context,
    "returns": returns.context,
    "role": learning.role,
    "roundtable": roundtable.context,
    "routes": learning.routes,
    "steps": steps.context,
    "training": training.context,
    "workbench": workbench.context,
}
"""What each piece's template is given, from the piece's config."""


WEB = Path(__file__).parent / "web"
TOKENS = "tokens.css"
SHARED_SHEETS = (TOKENS, "capability.css")
"""What every piece's form needs: the names of colours and sizes, and what pieces share."""


def sheets_of(pieces: Iterable[str]) -> list[str]:
    """The style sheets in `web/` of some pieces' forms: the shared ones, and `NAME.css` of each piece that has its own.

    >>> sheets_of(["quiz", "bookmark"])
    ['tokens.css', 'capability.css', 'bookmark.css', 'quiz.css']
    """
    return [*SHARED_SHEETS, *(f"{piece}.css" for piece in sorted(set(pieces)) if (WEB / f"{piece}.css").is_file())]


@cache
def modules_of(name: str) -> list[str]:
    """A module of `web/` and all that it imports, at once or through others, each after what asked for it.

    >>> modules_of("bookmark.js")
    ['bookmark.js', 'files.js', 'view.js', 'asking.js', 'paper.js']
    """
    modules = [name]
    for module in modules:
        imported = re.findall(r'from "\./([a-z-]+\.js)"', (WEB / module).read_text("utf-8"))
        modules += [other for other in imported if other not in modules]
    return modules


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("capability.pieces", "."),
        autoescape=True,  # an instrument's words are text, whatever they hold
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spoken_date"] = spoken_date
    environment.filters["from_inside"] = from_inside
    environment.globals["CLAIMS"] = CLAIMS
    environment.globals["STEADY"] = STEADY
    environment.globals.update(MAY_QUOTE=MAY_QUOTE, MAY_NOT_QUOTE=tuple(zip(MAY_NOT_QUOTE, WHY_NOT, strict=True)))
    return environment


def render(config: Plain) -> str:
    """The form of a piece: whole, readable and printable with no JavaScript.

    Ids in it begin with the piece's own prefix, so that two forms can stand on one page, and the same
    config gives the same text, so that a notebook's output can be compared. The form carries its config as
    `data-config`, for a page's host, with ids in place of instruments, quizzes and exercises: the host
    has those as files.
    """
    template = _templates().get_template(f"{config['piece']}.html")
    return template.render(brief=json.dumps(_brief(config), sort_keys=True), **CONTEXTS[config["piece"]](config))


def _brief(config: Plain) -> Plain:
    brief = dict(config)
    for name in ("instrument", "quiz", "exercise"):
        if name in brief:
            brief[name] = brief[name]["id"]
    for names in {"instruments", "quizzes"} & brief.keys():
        brief[names] = list(brief[names])
    return brief
