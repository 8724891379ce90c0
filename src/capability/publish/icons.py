"""The site's mark as the files that browsers, phones and other sites ask for, made at build from one drawing."""

import struct
import textwrap
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import vl_convert

from capability.publish.edition import Edition, data_address

ICON_SIZES = (16, 32, 48)
TOUCH_SIZE = 180
SOCIAL_SIZE = (1200, 630)

PROMISE = "See where your council stands, and take the next step"
"""What stands below the title in the picture that other sites show beside a link."""


def write(site: Path, edition: Edition) -> None:
    """Write the icons and the social picture into the site's own folder, where hosts and browsers look for them."""
    mark = edition.mark()
    (site / "favicon.svg").write_text(mark, "utf-8")
    (site / "favicon.ico").write_bytes(ico({size: png(mark, size) for size in ICON_SIZES}))
    # A phone rounds the corners itself, and lays what is clear on black.
    (site / "apple-touch-icon.png").write_bytes(png(square(mark, edition), TOUCH_SIZE))
    (site / "social.png").write_bytes(vl_convert.svg_to_png(social(edition), scale=1, ppi=72))


def png(svg: str, size: int) -> bytes:
    """A square drawing of 32 units as a PNG of so many pixels.

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"/>', 48)[16:24].hex()
    '0000003000000030'
    """
    sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return vl_convert.svg_to_png(sized, scale=1, ppi=72)


def ico(pictures: dict[int, bytes]) -> bytes:
    """An icon file of PNGs, by their size in pixels."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(pictures.values())


def square(mark: str, edition: Edition) -> str:
    """The mark on a ground of its own colour that reaches into the corners."""
    ground = "#ffffff" if "<image" in mark else edition.palette("light")["mark"]
    begin = mark.index(">") + 1
    return f'{mark[:begin]}<rect width="32" height="32" fill="{ground}"/>{mark[begin:]}'


def social(edition: Edition) -> str:
    """The picture that other sites show beside a link to this one, as SVG: words, and the mark on its colour."""
    light = edition.palette("light")
    width, height = SOCIAL_SIZE
    panel = 440
    drawing = edition.kit_mark().partition("</svg>")[0].partition(">")[2]
    logo = ""
    if edition.logo:
        picture = data_address(edition.logo)
        logo = f'<image x="80" y="72" width="600" height="110" preserveAspectRatio="xMinYMid" href="{picture}"/>'
    below = textwrap.wrap(edition.council.name if edition.council else PROMISE, 31)[:3]
    top = 300 if logo else 220
    words = [*_lines(textwrap.wrap(edition.title, 12), top, 108, f'font-weight="700" fill="{light["ink"]}"')]
    words += _lines(below, top + 108 * len(words) + 6, 42, f'fill="{light["soft"]}"')
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
  font-family="Liberation Sans, Arial, sans-serif">
<rect width="{width}" height="{height}" fill="{light["paper"]}"/>
<rect x="{width - panel}" width="{panel}" height="{height}" fill="{light["mark"]}"/>
<g transform="translate({width - panel} {(height - panel) / 2}) scale({panel / 32})">{drawing}</g>
{logo}{"".join(words)}</svg>
"""


def _lines(lines: list[str], top: int, size: int, drawn: str) -> Iterator[str]:
    for i, line in enumerate(lines):
        y = top + round(size * 1.15) * i
        yield f'<text x="80" y="{y}" font-size="{size}" {drawn}>{escape(line)}</text>'
