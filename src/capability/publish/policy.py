"""What a page may load: the content-security policy, in a page's own words and as files for web hosts.

Pages load from their own site only and run no inline script. The worker alone may compile WebAssembly, for that is
how Python runs in it; its policy has to come as a header.
"""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    # The theme's own style sheets draw icons from `data:` addresses.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    # No form is ever sent: what is typed into one would stand in the host's log.
    "form-action": "'none'",
}
# Browsers take this one from a header only.
PAGE_HEADER = {**PAGE, "frame-ancestors": "'self'"}
WORKER = {"default-src": "'none'", "script-src": "'self' 'wasm-unsafe-eval'", "connect-src": "'self'"}

ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
NEVER_CHANGES = {"Cache-Control": "public, max-age=31536000, immutable"}

MIME_TYPES = {
    ".bin": "application/octet-stream",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".inv": "application/octet-stream",
    ".ipynb": "application/json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def text(policy: dict[str, str]) -> str:
    """A policy as one line.

    >>> text({"script-src": "'self'", "object-src": "'none'"})
    "script-src 'self'; object-src 'none'"
    """
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def headers_for(path: str) -> dict[str, str]:
    """The headers that a host sends with one file of the site, by its path in the site.

    >>> headers_for("capability/0123456789ab/worker.js")["Content-Security-Policy"]
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    """
    policy = WORKER if path.endswith("/worker.js") else PAGE_HEADER
    lasting = NEVER_CHANGES if path.startswith("capability/") else {}
    return {**ALWAYS, "Content-Security-Policy": text(policy), **lasting}


def write(site: Path, worker: str) -> None:
    """Write the policy for hosts: `_headers` (Netlify, Cloudflare and others) and `web.config` (IIS)."""
    (site / "_headers").write_text(headers_file(_page_paths(site), worker), "utf-8")
    (site / "web.config").write_text(iis_file(worker), "utf-8")


def _page_paths(site: Path) -> list[str]:
    """Patterns for all pages: a folder, or a page at the root by both its names; never the worker's folder."""
    paths = ["/"]
    for entry in sorted({*site.iterdir(), site / "index.html"}):  # the page at the root is written last
        if entry.suffix == ".html":
            paths += [f"/{entry.name}", f"/{entry.stem}"]
        elif entry.is_dir() and any(entry.rglob("*.html")) and entry.name not in {"_static", "capability"}:
            paths.append(f"/{entry.name}/*")
    return paths


def headers_file(pages: Iterable[str], worker: str) -> str:
    """`_headers`. No address gets two policies: hosts join them, and the stricter one would stop the worker."""
    blocks = [("/*", ALWAYS), ("/capability/*", NEVER_CHANGES)]
    blocks += [(path, {"Content-Security-Policy": text(PAGE_HEADER)}) for path in pages]
    blocks += [(f"/{worker}", {"Content-Security-Policy": text(WORKER)})]
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items()) for path, fields in blocks
    )


def iis_file(worker: str) -> str:
    """`web.config`: the same policy, and file types that Internet Information Services does not know by itself."""
    types = "".join(
        f'\n      <remove fileExtension="{ending}" />\n      <mimeMap fileExtension="{ending}" mimeType="{kind}" />'
        for ending, kind in MIME_TYPES.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <staticContent>{types}
    </staticContent>
    <httpErrors>
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>{_iis_headers({**ALWAYS, "Content-Security-Policy": text(PAGE_HEADER)})}
      </customHeaders>
    </httpProtocol>
  </system.webServer>
  <location path={quoteattr(worker)}>
    <system.webServer>
      <httpProtocol>
        <customHeaders>{_iis_headers({"Content-Security-Policy": text(WORKER)})}
        </customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>
</configuration>
"""


def _iis_headers(fields: dict[str, str]) -> str:
    return "".join(
        f"\n        <remove name={quoteattr(name)} /><add name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in fields.items()
    )
