"""What the front page shows and no author writes: the roles to choose from, and the picture of a result."""

from pathlib import Path

import msgspec
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from capability.authoring.lessons import load_course
from capability.pieces.markup import render


class RoleCards(SphinxDirective):
    """`role-cards`: a card for each route through the modules, short, to choose one's own in one press."""

    def run(self) -> list[nodes.Node]:
        """The cards, made anew when the course changes."""
        self.env.note_dependency(str(Path(self.env.srcdir) / "modules" / "course.yaml"))
        course = msgspec.to_builtins(load_course())
        return [nodes.raw("", render({"piece": "routes", "course": course, "short": True}), format="html")]
