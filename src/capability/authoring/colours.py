"""A council's two colours: whether they can be read where they stand, the nearest that can, and the sheet with them.

Contrast is that of WCAG 2.2, from relative luminance. Nearness is lightness alone, in Oklch: the hue stays, and of the
chroma as much as a screen can show. No colour can be read on white and on near black, so in the dark theme each of the
council's is lightened until it can.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from math import cbrt
from pathlib import Path
from typing import Any

from capability.course.council import Colours
from capability.errors import Fault

TOKENS = Path(__file__).resolve().parents[1] / "pieces" / "web" / "tokens.css"

TEXT, CONTROLS = 4.5, 3.0
"""The least contrast of words, and of what is pressed or drawn."""

NEEDED = {"main": ("mark", TEXT, "words"), "accent": ("accent", CONTROLS, "what is pressed or drawn")}
"""By the council's colour: the token that it replaces, the contrast that it needs, and what for."""

GROUNDS = ("paper", "wash", "mark-wash")
"""What colours stand on."""

WASH = {"light": 0.95, "dark": 0.33}
"""The lightness of the ground of what is marked, which has the hue of the main colour."""

STEPS = 1_000
"""Into how many steps the way to black or white is parted."""

Oklab = tuple[float, float, float]
Palette = dict[str, str]


@cache
def palettes() -> dict[str, Palette]:
    """The colours of the site's own sheet, by theme and name; what dark leaves as it is, it has from light.

    >>> palettes()["light"]["paper"], palettes()["dark"]["mark"]
    ('#ffffff', '#8cc1ee')
    """
    text = TOKENS.read_text("utf-8").partition("@media")[0]
    light, dark = (_named(part) for part in text.split("/* Dark */"))
    return {"light": light, "dark": {**light, **dark}}


def _named(text: str) -> Palette:
    found = re.findall(r"--([a-z-]+): (?:var\([^,]+, )?#([0-9a-f]{3,6})\b", text)
    return {
        name: "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits) for name, digits in found
    }


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: str, grounds: list[str], least: float, *, lighter: bool) -> str:
    """The colour of the same hue that is nearest in lightness, and has the least contrast with each ground.

    A colour that has it already stays. `lighter` says which way to look; black or white is the end of the way.

    >>> nearest("#1d5c4d", ["#ffffff"], 4.5, lighter=False), nearest("#ffcc00", ["#ffffff"], 4.5, lighter=False)
    ('#1d5c4d', '#917300')
    """
    lightness, a, b = _oklab(colour)
    way = float(lighter) - lightness

    def after(steps: int) -> str:
        return _shown(lightness + way * steps / STEPS, a, b) if steps else colour.lower()

    def passes(steps: int) -> bool:
        return min(contrast(after(steps), ground) for ground in grounds) >= least

    return after(bisect_left(range(STEPS), True, key=passes))


def faults(colours: Any) -> Iterator[Fault]:
    """What cannot be read of a council's colours, each with the nearest that can; `where` is the path in its file."""
    for key, (_, least, what) in NEEDED.items():
        colour = colours.get(key) if isinstance(colours, dict) else None
        if not isinstance(colour, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            continue  # the schema tells
        grounds = _grounds(colours, "light")
        worst = min(contrast(colour, ground) for ground in grounds)
        if worst < least:
            ratio = int(worst * 100) / 100  # never rounded up to what it misses
            said = f"`{colour}` has a contrast of {ratio:g} to 1 with the page, and {what} need {least:g} to 1"
            near = nearest(colour, grounds, least, lighter=False)
            yield Fault("low-contrast", f"colours.{key}", said, f"the nearest colour that passes is `{near}`")


def council_palettes(colours: Colours) -> dict[str, Palette]:
    """The tokens that a council's colours replace, by theme."""
    given = {"main": colours.main.lower(), "accent": colours.accent.lower()}
    made = {}
    for theme in ("light", "dark"):
        grounds = _grounds(given, theme)
        own = {}
        for key, (token, least, _) in NEEDED.items():
            own[token] = nearest(given[key], grounds, least, lighter=theme == "dark")
        lightness, a, b = _oklab(own["mark"])
        deeper = lightness + (0.08 if theme == "dark" else -0.12)
        made[theme] = {
            **own,
            "mark-deep": _shown(min(1.0, max(0.0, deeper)), a, b),
            "mark-wash": _wash(given["main"], theme),
        }
    return made


def recoloured(sheet: str, colours: Colours) -> str:
    """The sheet of tokens with a council's colours in place of the site's own."""
    made = council_palettes(colours)
    replaced = {palettes()[theme][name]: colour for theme, own in made.items() for name, colour in own.items()}
    return re.sub(r"#[0-9a-f]{6}\b", lambda found: replaced.get(found[0], found[0]), sheet)


def _grounds(colours: Any, theme: str) -> list[str]:
    """What a council's colours stand on: the page's own grounds, and one tinted with its main colour."""
    own = palettes()[theme]
    main = str(colours.get("main"))
    tinted = [_wash(main, theme)] if re.fullmatch(r"#[0-9a-fA-F]{6}", main) else []
    return [own["paper"], own["wash"], *tinted]


def _wash(main: str, theme: str) -> str:
    _, a, b = _oklab(main)
    return _shown(WASH[theme], a / 6, b / 6)


# --- arithmetic -------------------------------------------------------------------------------------------------------


def _linear(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> Oklab:
    """Björn Ottosson's Oklab: lightness, and two axes whose angle is the hue."""
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(lightness: float, a: float, b: float) -> str:
    """A colour as a screen shows it: with as much of its chroma as the screen has at that lightness."""
    least, most = 0.0, 1.0
    if not _fits(_rgb(lightness, a, b)):
        for _ in range(20):
            share = (least + most) / 2
            least, most = (share, most) if _fits(_rgb(lightness, a * share, b * share)) else (least, share)
        a, b = a * least, b * least
    return "#" + "".join(f"{_byte(part):02x}" for part in _rgb(lightness, a, b))


def _fits(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in rgb)


def _byte(light: float) -> int:
    light = min(1.0, max(0.0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
