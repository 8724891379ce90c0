"""Two forms that no author writes: what comes back to a learner, and what a training manager adds up."""

from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from capability.authoring.lessons import load_course, load_quiz
from capability.course.quizzes import Quiz
from capability.course.training import syllabus_of
from capability.pieces import returns, training
from capability.pieces.markup import render


class _OfQuizzes(SphinxDirective):
    """A form made from the quizzes of the modules, and anew when one changes."""

    def quizzes(self) -> list[Quiz]:
        """Each module's quiz, in the order of the course."""
        folder = Path(self.env.srcdir) / "modules"
        self.env.note_dependency(str(folder / "course.yaml"))
        paths = [folder / f"{module.id}.quiz.yaml" for module in load_course().modules]
        for path in paths:
            self.env.note_dependency(str(path))
        return [load_quiz(path) for path in paths if path.is_file()]


class ReturnsForm(_OfQuizzes):
    """`returns-form`: the situations that a learner comes back to."""

    def run(self) -> list[nodes.Node]:
        """The form, with no situation in it: the page fetches the quizzes."""
        return [nodes.raw("", render(returns.configure(self.quizzes())), format="html")]


class TrainingForm(_OfQuizzes):
    """`training-form`: where a training manager adds up records."""

    def run(self) -> list[nodes.Node]:
        """The form, with the modules, their titles and how many questions each quiz has, and the routes."""
        questions = {quiz.id: len(quiz.questions) for quiz in self.quizzes()}
        course = load_course()
        form = training.configure(syllabus_of(course, questions), course)
        return [nodes.raw("", render(form), format="html")]
