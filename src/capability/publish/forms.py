"""The forms of the form kit, made for the site: files in a folder of their own, and a directive that offers them.

Their addresses stay the same from build to build, for people send them to one another.
"""

import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from capability.authoring.instruments import load_instrument
from capability.forms.kinds import KINDS, write_form
from capability.rule.instrument import Instrument

FOLDER = "forms"
"""Of the site, below its root."""

TYPES = {"docx": "Word", "xlsx": "Excel", "json": "JSON"}
"""What people call a file, by its ending."""


def bring_forms(root: Path, out: Path) -> None:
    """Write each form of each instrument below `root` into the site at `out`, in place of those of an earlier build."""
    folder = out / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted((root / "assessments").glob("*.yaml")):
        instrument = load_instrument(path)
        for kind in KINDS:
            written = write_form(instrument, kind)
            (folder / written.name).write_bytes(written.data)


class FormKit(SphinxDirective):
    """`form-kit`: all forms to download, a section an instrument."""

    def run(self) -> list[nodes.Node]:
        """The sections, by the instruments' titles, with links from this page to the files."""
        paths = sorted((Path(self.env.srcdir) / "assessments").glob("*.yaml"))
        for path in paths:
            self.env.note_dependency(str(path))
        to_root = "../" * self.env.docname.count("/")
        instruments = sorted(map(load_instrument, paths), key=lambda instrument: instrument.title)
        return [_offer(instrument, to_root) for instrument in instruments]


def _offer(instrument: Instrument, to_root: str) -> nodes.section:
    links = "".join(
        f'<li><a href="{to_root}{FOLDER}/{instrument.id}-{kind}.{made.ending}" download="">{escape(made.title)}</a>'
        f" ({TYPES[made.ending]})</li>"
        for kind, made in KINDS.items()
    )
    title = nodes.title("", instrument.title)
    return nodes.section("", title, nodes.raw("", f"<ul>{links}</ul>", format="html"), ids=[f"forms-{instrument.id}"])
