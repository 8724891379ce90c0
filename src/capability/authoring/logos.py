"""A council's logo: an SVG that can do nothing but be seen, or a PNG. It is shown as a file, and never as markup."""

import pyexpat
import re
from collections.abc import Iterator
from pathlib import Path

from capability.errors import Fault
from capability.limits import LARGEST_LOGO
from capability.reading.xml import Attributes, parse

PNG = b"\x89PNG\r\n\x1a\n"

DRAWN = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
}
"""The elements that a logo may have: what draws. None of them runs, loads or holds another kind of document."""

LOADS = re.compile(r"@import|url\(\s*(?!['\"]?#)|expression|\\", re.IGNORECASE)
"""What fetches something from a style; an escape could hide it."""


def faults(path: Path) -> Iterator[Fault]:
    """Everything for which a logo cannot be shown; `where` is left to whoever names it."""
    hint = "put the file beside council.yaml, or take the line out"
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_LOGO else b""
    except OSError as error:
        yield Fault("no-file", "", f"{path.name}: {(error.strerror or 'cannot be read').lower()}", hint)
        return
    if size > LARGEST_LOGO:
        what = f"{path.name} has {size:,} bytes, and the limit is {LARGEST_LOGO:,}"
        yield Fault("too-big", "", what, "save it smaller: it is shown 48 pixels high")
    elif path.suffix == ".png":
        if not content.startswith(PNG):
            yield Fault("not-a-logo", "", f"{path.name} is no PNG", "save it as PNG; a new name alone changes nothing")
    else:
        yield from _faults_of_svg(path.name, content)


def shape(path: Path) -> float:
    """How many times wider than high a sound logo is; 1 where an SVG does not say."""
    content = path.read_bytes()
    if path.suffix == ".png":
        return int.from_bytes(content[16:20], "big") / max(1, int.from_bytes(content[20:24], "big"))
    sizes: list[float] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "svg" and not sizes:
            box = [float(number) for number in re.findall(r"[\d.]+", attributes.get("viewBox", ""))]
            sizes.extend(box[2:] if len(box) == 4 else (1.0, 1.0))

    parse(content, start)
    return sizes[0] / sizes[1] if sizes[1] else 1.0


def _faults_of_svg(name: str, content: bytes) -> Iterator[Fault]:
    found: dict[str, str] = {}
    inside: list[str] = []
    styles: list[str] = []

    def start(element: str, attributes: Attributes) -> None:
        if not inside and element != "svg":
            found["root"] = f"{name} is no SVG: it begins with `<{element[:40]}>`"
        if element not in DRAWN:
            found[element] = f"{name} has a `<{element[:40]}>`, which a logo may not have"
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                found[key] = f"{name} has a handler `{key[:40]}`"
            elif key == "href" and not value.startswith("#"):
                found[key] = f"{name} refers to `{value[:60]}`, outside itself"
            elif LOADS.search(value):
                found[key] = f"{name} loads something by `{key[:40]}`"
        inside.append(element)

    def end(_: str) -> None:
        inside.pop()

    def words(text: str) -> None:
        if inside and inside[-1] == "style":
            styles.append(text)

    try:
        if "<?xml-stylesheet" in content.decode("utf-8"):
            found["sheet"] = f"{name} loads a style sheet"
        parse(content, start, end, words)
    except (ValueError, pyexpat.ExpatError) as error:
        yield Fault(
            "not-a-logo", "", f"{name} cannot be read as an SVG: {str(error)[:100]}", "save it anew as plain SVG"
        )
        return
    if LOADS.search("".join(styles)):
        found["style"] = f"{name} loads something by its style"
    for what in found.values():
        yield Fault("unsafe-logo", "", what, "save it anew as plain SVG, with shapes alone, or as PNG")
