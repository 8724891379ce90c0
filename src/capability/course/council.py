"""The council whose edition this is: its name, looks, contacts and missions. One file, `council.yaml`, at the root.

Without it the kit is the neutral edition, in which `None` stands where a council would.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from capability.course.modules import Chapter, Course
from capability.errors import Fault
from capability.rule.context import NATIONS, Nation
from capability.rule.instrument import DateIfAny, Identifier, items, no_such_day

NATION_OF_CODE: dict[str, Nation] = {"E": "england", "W": "wales", "S": "scotland"}
"""The nation that a council's code begins with, as the Office for National Statistics gives them."""

Email = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_+'-]+(\.[A-Za-z0-9_+'-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,24}$(?!\n)",
        max_length=100,
        description="An address such as procurement@council.gov.uk",
    ),
]
Phone = Annotated[
    str,
    Meta(
        pattern=r"^[0-9+(][0-9 ()+-]{4,28}[0-9]$(?!\n)",
        description="A number as people dial it, such as 020 7946 0000",
    ),
]
Code = Annotated[
    str,
    Meta(pattern=r"^[EWS][0-9]{8}$(?!\n)", description="The code that official statistics know it by"),
]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$(?!\n)")]
LOGO = re.compile(r"^[A-Za-z0-9_-][A-Za-z0-9_./-]*\.(svg|png)$(?!\n)")
LogoPath = Annotated[
    str,
    Meta(
        pattern=LOGO.pattern,
        max_length=100,
        description="An SVG or a PNG, by its path from the folder of this file",
    ),
]
Amount = Annotated[str, Meta(min_length=1, max_length=40)] | int | float
Year = Annotated[int, Meta(ge=2000, le=2100)]


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody to write to or to ring: a person or a team."""

    name: Annotated[str, Meta(max_length=80)] = ""
    email: Email = ""
    phone: Phone = ""


class Contacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is asked about buying, who receives suppliers' and residents' answers, and who keeps this site."""

    procurement: Contact = Contact()
    answers: Annotated[Contact, Meta(description="Receives the answers of suppliers, residents and partners")] = (
        Contact()
    )
    site: Annotated[Contact, Meta(description="Keeps this site, and hears when a page fails")] = Contact()


Told = Annotated[str, Meta(max_length=200)]


class Asking(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What people outside are told before they answer, in the council's own words."""

    readers: Annotated[
        Told,
        Meta(
            description="Who reads the answers, such as: two people of the policy team, who choose no firm and run no"
            " service"
        ),
    ] = ""
    after: Annotated[Told, Meta(description="What happens then, such as: in May we publish what we heard")] = ""
    cannot_wait: Annotated[
        Told,
        Meta(
            description="What residents do about what cannot wait, as sentences, such as: A repair that is not done?"
            " Phone 020 7946 0100."
        ),
    ] = ""
    hand_in: Annotated[
        Told, Meta(description="Where paper is handed in or posted, such as: Anyborough Library, High Street, AB1 2CD")
    ] = ""
    until: Annotated[DateIfAny, Meta(description="The last day to answer, such as 2027-03-31")] = ""
    not_for_awards: Annotated[
        bool,
        Meta(
            description="What the council promises firms and charities where this is true: answers play no part in who"
            " wins work, and nobody who scores bids reads them"
        ),
    ] = False
    own_words: Annotated[
        Literal["", "never", "asked-first"],
        Meta(
            description="Whether the council publishes what people write in their own words: never, so that it"
            " publishes counts, or only where whoever wrote it was asked first; blank: people are told to ask"
        ),
    ] = ""


class Mission(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A goal of the council's own: what is counted, where it stood at the start, and what it is to be in which year."""

    title: Annotated[str, Meta(min_length=1, max_length=120)]
    figure: Annotated[str, Meta(min_length=1, max_length=120, description="What is counted")]
    start: Annotated[Amount, Meta(description="Where it stood at the start")]
    goal: Annotated[Amount, Meta(description="What it is to be")]
    year: Annotated[Year, Meta(description="By when")]

    @property
    def said(self) -> str:
        """The mission in one line, as a form shows it to whoever answers.

        >>> Mission(title="No cold homes", figure="Cold homes", start="5,200", goal=0, year=2035).said
        'No cold homes, by 2035 (Cold homes: from 5,200 to 0)'
        """
        return f"{self.title}, by {self.year} ({self.figure}: from {self.start} to {self.goal})"


class Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The council's two colours: one for links and buttons, one for what stands out beside them."""

    main: Colour
    accent: Colour


class Council(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A council, as its edition of the kit shows it."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    short_name: Annotated[str, Meta(max_length=30, description="For narrow places, such as a browser's tab")] = ""
    nation: Literal["", "england", "wales", "scotland"] = ""
    type: Annotated[Identifier, Meta(description="Such as london-borough, as in peers.yaml")] = ""
    code: Code = ""
    logo: LogoPath = ""
    colours: Colours | None = None
    contacts: Contacts = Contacts()
    asking: Asking = Asking()
    missions: Annotated[tuple[Mission, ...], Meta(max_length=12)] = ()
    modules: Annotated[
        tuple[Chapter, ...], Meta(description="The modules that are shown, by file name; none named: all")
    ] = ()

    @property
    def called(self) -> str:
        """The short name, or the name where there is none.

        >>> Council(name="Example Council").called
        'Example Council'
        """
        return self.short_name or self.name

    def shows(self, module: str) -> bool:
        """Whether a module is part of this edition.

        >>> [Council(name="X", modules=names).shows("01-missions") for names in ((), ("02-conditions",))]
        [True, False]
        """
        return not self.modules or module in self.modules

    def course(self, whole: Course) -> Course:
        """The modules that this edition shows, and the routes through them; a route without any is none."""
        left = (
            msgspec.structs.replace(route, steps=tuple(step for step in route.steps if self.shows(step.module)))
            for route in whole.routes
        )
        modules = tuple(module for module in whole.modules if self.shows(module.id))
        return Course(modules=modules, routes=tuple(route for route in left if route.steps))


def unsaid(council: Council | None) -> tuple[Fault, ...]:
    """What the forms for people outside cannot say, to be told before anybody is invited. It stops nothing.

    >>> print(unsaid(Council(name="Example Council"))[0].what)
    forms for people outside do not say who reads the answers, and where these go: people cannot hand them in
    >>> to = Contacts(answers=Contact(email="answers@example.gov.uk"))
    >>> unsaid(Council(name="Example Council", asking=Asking(readers="two officers"), contacts=to))
    ()
    """
    known = council or Council(name="")
    said = {
        "name": (known.name, "who asks"),
        "asking: readers": (known.asking.readers, "who reads the answers"),
        "contacts: answers: email": (known.contacts.answers.email, "where these go"),
    }
    left = {key: about for key, (value, about) in said.items() if not value}
    if not left:
        return ()
    what = f"forms for people outside do not say {_listed(left.values())}: people cannot hand them in"
    mend = f"put {_listed(f'`{key}`' for key in left)} there before you print a link or a code"
    return (Fault("unsaid", "council.yaml", what, mend),)


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)}, and {last}" if most else last


def is_inside(logo: str) -> bool:
    """Whether a logo's path is one, and stays in the folder of the council's file.

    >>> is_inside("images/logo.svg"), is_inside("../logo.svg"), is_inside("/logo.svg")
    (True, False, False)
    """
    return LOGO.match(logo) is not None and ".." not in logo.split("/")


def check(data: Any) -> Iterator[Fault]:
    """What no schema can say of a council's file: `where` is the path inside it."""
    nation, code = data.get("nation"), data.get("code")
    of_code = NATION_OF_CODE.get(code[:1]) if isinstance(code, str) else None
    if of_code and isinstance(nation, str) and nation in NATIONS and nation != of_code:
        what = f"`{code[:60]}` is a code of {NATIONS[of_code]}, and the nation is {nation}"
        yield Fault("wrong-nation", "code", what, "mend one of the two")
    logo = data.get("logo")
    if isinstance(logo, str) and LOGO.match(logo) and not is_inside(logo):
        yield Fault("bad-form", "logo", f"`{logo[:60]}` leads out of the folder", "put the logo beside council.yaml")
    yield from no_such_day(data.get("asking"), "asking", "until")
    titles = [mission.get("title") for mission in items(data, "missions") if isinstance(mission, dict)]
    yield from _twice("missions", "the mission", titles)
    yield from _twice("modules", "the module", items(data, "modules"))


def _twice(where: str, called: str, names: Iterable[object]) -> Iterator[Fault]:
    for name, count in Counter(name for name in names if isinstance(name, str)).items():
        if count > 1:
            yield Fault("duplicate-id", where, f"{called} `{name[:60]}` stands {count} times", "keep one")
