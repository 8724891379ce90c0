"""A web host for the built site, with the headers that the site ships, and with faults that a test asks for."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = "/council/kit/"
"""The site stands under a path of its own, as it will on a council's host."""

Headers = dict[str, str]
Rules = list[tuple[str, Headers]]


@dataclass(frozen=True)
class Heard:
    """One request, with all that a host could write down of it."""

    method: str
    address: str
    headers: Headers
    body: bytes


@dataclass
class Host:
    """How a site is served. Patterns match a file's path in the site, such as `capability/*/worker.js`."""

    site: Path
    with_headers: bool = True
    """Whether the host reads `_headers`; one that does not leaves the pages' own policy alone in force."""
    missing: Sequence[str] = ()
    silent: Sequence[str] = ()
    """Files whose answer never comes."""
    altered: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    policy: dict[str, str] = field(default_factory=dict)
    """A content-security policy in place of the shipped one, by pattern."""
    closing: threading.Event = field(default_factory=threading.Event)
    heard: list["Heard"] = field(default_factory=list)
    """All that browsers sent."""

    def file(self, path: str) -> Path | None:
        """The file that an address of the site stands for; none outside the site."""
        found = (self.site / path).resolve()
        if found.is_dir():
            found /= "index.html"
        inside = found.is_relative_to(self.site.resolve())
        return found if inside and found.is_file() and not matches(path, self.missing) else None

    @cached_property
    def rules(self) -> Rules:
        return parsed((self.site / "_headers").read_text("utf-8")) if self.with_headers else []

    def headers(self, path: str) -> Headers:
        """What `_headers` says about a path; two values for one header are joined, as hosts do."""
        found: Headers = {}
        for pattern, fields in self.rules:
            if fnmatchcase(f"/{path}", pattern):
                for name, value in fields.items():
                    found[name] = f"{found[name]}, {value}" if name in found else value
        for pattern, policy in self.policy.items():
            if fnmatchcase(path, pattern):
                found["Content-Security-Policy"] = policy
        return found


def matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def parsed(text: str) -> Rules:
    r"""The rules of a `_headers` file: a pattern at the line's start, its headers indented below it.

    >>> parsed("/*\n  A: 1\n/book/*\n  B: 2; c: 3\n")
    [('/*', {'A': '1'}), ('/book/*', {'B': '2; c: 3'})]
    """
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
        elif line:
            rules.append((line, {}))
    return rules


@contextmanager
def serving(host: Host) -> Iterator[str]:
    """Serve on a free port; gives the address of the site's root."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each file's body waits 40 ms for the browser to confirm its head

        def parse_request(self) -> bool:
            is_whole = super().parse_request()
            if is_whole:  # whatever its method: those that have no `do_…` below are refused after this
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                host.heard.append(Heard(self.command, self.path, dict(self.headers), body))
            return is_whole

        def do_GET(self) -> None:
            address = unquote(urlsplit(self.path).path)
            path = address.removeprefix(ROOT)
            file = host.file(path) if address.startswith(ROOT) else None
            if matches(path, host.silent):
                host.closing.wait()
                self.close_connection = True
            elif file is None and "text/html" in self.headers.get("Accept", "") and (missing := host.file("404.html")):
                self.answer(404, missing.read_bytes(), {"Content-Type": "text/html", **host.headers(path)})
            elif file is None:
                self.answer(404, b"not here", {"Content-Type": "text/plain"})
            else:
                body = file.read_bytes()
                for pattern, alter in host.altered.items():
                    body = alter(body) if fnmatchcase(path, pattern) else body
                # `.js` has two types in the wild, and a module needs a JavaScript one. Some hosts answer with a page
                # for a file that is missing; they say so in its type.
                kind = "text/javascript" if file.suffix == ".js" else guess_type(file.name)[0]
                kind = "text/html" if body.startswith(b"<!doctype html>") else kind
                self.answer(200, body, {"Content-Type": kind or "application/octet-stream", **host.headers(path)})

        def answer(self, status: int, body: bytes, headers: Headers) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a page that is left while it loads closes its connections

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{ROOT}"
        finally:
            host.closing.set()
            server.shutdown()
            thread.join()
