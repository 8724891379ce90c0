"""The page that hosts show where there is none.

It is shown at any address, so nothing in it may depend on where it is: its style and its picture are part of it, and
its links are whole, or begin at the host's root where the site's own address is not known.
"""

import base64
from html import escape

from capability.publish import policy
from capability.publish.edition import Edition

PAGE = "404.html"


def page(edition: Edition, start: str) -> str:
    """The whole page; `start` is the path of the start page in the site."""
    light, dark = edition.palette("light"), edition.palette("dark")
    mark = base64.b64encode(edition.mark().encode()).decode()
    site = edition.base or "/"
    keeper = ""
    if edition.council and (email := edition.council.contacts.site.email):
        who = escape(edition.council.contacts.site.name or edition.council.name)
        keeper = f'<p>If a link on this site led you here, tell {who}: <a href="mailto:{email}">{email}</a>.</p>\n'
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy.text(policy.PAGE)}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="robots" content="noindex"/>
<title>Page not found — {escape(edition.whole_title)}</title>
<style>
:root {{ color-scheme: light dark; {_colours(light)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_colours(dark)} }} }}
body {{ background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; margin: 0; }}
main {{ margin: 0 auto; max-width: 38rem; padding: 3rem 1.25rem; }}
h1 {{ font-size: 2.25rem; line-height: 1.25; margin: 1.5rem 0 1rem; }}
a {{ color: var(--mark); }}
:focus-visible {{ outline: 3px solid var(--mark); outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<img src="data:image/svg+xml;base64,{mark}" alt="" width="48" height="48"/>
<h1>Page not found</h1>
<p>There is no page at this address. If you typed it, check it. If you pasted it, check that you have all of it.</p>
<p>Nothing that you entered in this browser is lost.</p>
<p><a href="{escape(site)}{escape(start)}">Go to the start of {escape(edition.whole_title)}</a></p>
{keeper}</main>
</body>
</html>
"""


def _colours(palette: dict[str, str]) -> str:
    return " ".join(f"--{name}: {palette[name]};" for name in ("paper", "ink", "mark"))
