"""Every limit stands once, and readers are told what the code holds to."""

import re
from pathlib import Path

from capability import limits
from capability.limits import LARGEST_JSON, LARGEST_PILE, TOLD
from capability.publish.reference import limits_in_words

SOURCE = Path(limits.__file__).parent
WEB = SOURCE / "pieces" / "web"


def constant(file: str, name: str) -> int:
    """A number that a web module has of its own, for it is needed before Python runs."""
    [number] = re.findall(rf"{name} = ([0-9_]+);", (WEB / file).read_text("utf-8"))
    return int(number)


def test_a_page_has_the_limits_that_python_has() -> None:
    assert constant("files.js", "LARGEST_FILE") == LARGEST_JSON
    assert constant("dropping.js", "LARGEST_PILE") == LARGEST_PILE


def test_what_is_told_is_what_holds() -> None:
    known = {value for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    told = [most for _, group in TOLD for most, _ in group]
    assert set(told) <= known
    words = limits_in_words()
    assert all(f"| {most:,} |" in words for most in told)


def test_silence_is_told_as_long_as_it_is() -> None:
    assert constant("python.js", "SILENCE") == 20_000
    assert constant("python.js", "LONGEST") == 600_000
    assert "for twenty seconds" in (SOURCE / "pieces" / "notices.html").read_text("utf-8")
