"""Whose edition the site is, and what follows from it before a page is made: names, colours, logo."""

import base64
from dataclasses import dataclass
from pathlib import Path

from capability.authoring import colours, logos
from capability.authoring.council import load_council
from capability.authoring.finding import COUNCIL
from capability.course.council import Council
from capability.errors import CapabilityError
from capability.text import Plain

THEME = Path(__file__).parent / "theme"
MARK = THEME / "mark.svg"

SQUARE = 1.25
"""A logo that is wider than high by more than this is no picture for a browser's tab."""


@dataclass(frozen=True)
class Edition:
    """A site's title, the council whose edition it is (`None` is the neutral one), its logo and its address."""

    title: str = "Buying for missions"
    council: Council | None = None
    logo: Path | None = None
    base: str = ""
    """The site's address with a slash at its end; blank where it is not known."""

    @property
    def whole_title(self) -> str:
        """The site's title, with the council's name where there is one.

        >>> Edition(council=Council(name="Anyborough Council", short_name="Anyborough")).whole_title
        'Buying for missions, Anyborough'
        """
        return f"{self.title}, {self.council.called}" if self.council else self.title

    def tokens(self) -> str:
        """The sheet of colours, type and space, in the council's colours where it has some, and with its name."""
        sheet = colours.TOKENS.read_text("utf-8")
        if self.council is None:
            return sheet
        own = self.council.colours
        return f"{colours.recoloured(sheet, own) if own else sheet}{_printed_name(self.council.name)}"

    def palette(self, theme: str) -> dict[str, str]:
        """The colours of a theme, `light` or `dark`, by name."""
        own = self.council.colours if self.council else None
        return {**colours.palettes()[theme], **(colours.council_palettes(own)[theme] if own else {})}

    def mark(self) -> str:
        """The picture for small places, as SVG: a council's logo if it is as wide as high, or else the kit's mark."""
        if self.logo is not None and 1 / SQUARE <= logos.shape(self.logo) <= SQUARE:
            return _framed(self.logo)
        return self.kit_mark()

    def kit_mark(self) -> str:
        """The kit's own mark as SVG, in the council's colours where it has some."""
        light = self.palette("light")
        point = colours.nearest(self.palette("dark")["accent"], [light["mark"]], colours.CONTROLS, lighter=True)
        mark = MARK.read_text("utf-8")
        own = colours.palettes()
        return mark.replace(own["light"]["mark"], light["mark"]).replace(own["dark"]["accent"], point)

    def brand(self, folder: str) -> Plain:
        """What the templates of the theme are given: names, who keeps the site, and the picture beside the title."""
        picture = f"{folder}/logo{self.logo.suffix}" if self.logo else "favicon.svg"
        brand: Plain = {"title": self.title, "picture": picture, "council": "", "keeper": "", "email": ""}
        if self.council:
            site = self.council.contacts.site
            brand |= {"council": self.council.name, "keeper": site.name, "email": site.email}
        return brand


NEUTRAL = Edition()
"""The edition of no council."""


def edition_of(root: Path, title: str, base: str) -> Edition:
    """The edition of a project's folder. A build stops at a council's file that has faults, and tells them all."""
    path = root / COUNCIL
    base = f"{base.rstrip('/')}/" if base else ""
    if not path.is_file():
        return Edition(title, base=base)
    try:
        council = load_council(path)
    except CapabilityError as error:
        raise SystemExit(f"capability: the build stops at the council's file.\n{error}") from None
    return Edition(title, council, root / council.logo if council.logo else None, base)


def data_address(picture: Path) -> str:
    """A picture as an address that holds all of it."""
    kind = "png" if picture.suffix == ".png" else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"


def _printed_name(name: str) -> str:
    r"""The rule that has a council's name stand at the head of each printed sheet.

    >>> print(_printed_name('"A" & B\\').strip())
    :root { --print-council: "\22 A\22  \26  B\5c "; }
    """
    text = "".join(sign if sign.isalnum() or sign in " ,.-'" else f"\\{ord(sign):x} " for sign in name)
    return f'\n:root {{ --print-council: "{text}"; }}\n'


def _framed(logo: Path) -> str:
    """A logo on white, as wide as high: it was drawn for paper, and a browser's tab may be dark."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#fff"/>'
        f'<image x="2" y="2" width="28" height="28" href="{data_address(logo)}"/></svg>\n'
    )
