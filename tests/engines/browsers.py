"""Debian's Firefox and WebKitGTK, driven with the commands of WebDriver and nothing but the standard library.

WebKitGTK takes the commands over HTTP. Firefox takes the same ones over Marionette, the socket that its driver would
speak to: Debian has no such driver. What both are told is in `COMMANDS`.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol, TypeVar

Found = TypeVar("Found")

PATIENCE = 60.0
"""Seconds that a browser may take to start."""

COMMANDS = {
    # ours: (method, path, Marionette's)
    "go": ("POST", "url", "WebDriver:Navigate"),
    "back": ("POST", "back", "WebDriver:Back"),
    "reload": ("POST", "refresh", "WebDriver:Refresh"),
    "script": ("POST", "execute/sync", "WebDriver:ExecuteScript"),
    "click": ("POST", "element/{id}/click", "WebDriver:ElementClick"),
    "act": ("POST", "actions", "WebDriver:PerformActions"),
    "clear": ("POST", "element/{id}/clear", "WebDriver:ElementClear"),
    "type": ("POST", "element/{id}/value", "WebDriver:ElementSendKeys"),
    "tab": ("GET", "window", "WebDriver:GetWindowHandle"),
    "open": ("POST", "window/new", "WebDriver:NewWindow"),
    "switch": ("POST", "window", "WebDriver:SwitchToWindow"),
    "close": ("DELETE", "window", "WebDriver:CloseWindow"),
}


class WebDriverError(RuntimeError):
    """A browser's word that it cannot do what it was told."""


class Browser(Protocol):
    """A browser that runs, with one window."""

    version: str

    def tell(self, command: str, **parameters: Any) -> Any:
        """Have it do one of `COMMANDS`; gives its answer, or raises `WebDriverError`."""


class Firefox:
    """Speaks Marionette: each message is its length, a colon and JSON."""

    def __init__(self, connection: socket.socket, stream: IO[bytes]) -> None:
        self.number = 0
        self.socket = connection
        self.stream = stream
        self.read()  # it greets
        self.version = f"Firefox {self.send('WebDriver:NewSession', {})['capabilities']['browserVersion']}"

    def tell(self, command: str, **parameters: Any) -> Any:
        _, _, name = COMMANDS[command]
        # Scripts run beside the page's own, and see what it sees.
        own: dict[str, Any] = {"sandbox": None} if command == "script" else {}
        return self.send(name, {**own, **parameters})

    def send(self, name: str, parameters: dict[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.read()
        if error:
            raise WebDriverError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def read(self) -> Any:
        length = b""
        while (character := self.stream.read(1)) != b":":
            if not character:
                raise WebDriverError("Firefox ended")
            length += character
        return json.loads(self.stream.read(int(length)))


class WebKit:
    """Speaks HTTP to WebKitWebDriver, which starts WebKitGTK's own small browser."""

    def __init__(self, port: int, binary: Path) -> None:
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": str(binary), "args": ["--automation"]}}
        session = self.send("POST", "", {"capabilities": {"alwaysMatch": options}})
        self.address += f"/{session['sessionId']}"
        self.version = f"WebKitGTK {session['capabilities']['browserVersion']}"

    def tell(self, command: str, **parameters: Any) -> Any:
        method, path, _ = COMMANDS[command]
        return self.send(method, f"/{path.format(**parameters)}", parameters)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            fault = json.load(error)["value"]
            raise WebDriverError(f"{fault['error']}: {fault.get('message')}") from None


@contextmanager
def firefox() -> Iterator[Browser]:
    """A Firefox without windows, with a profile of its own."""
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        port = Path(profile) / "MarionetteActivePort"
        (Path(profile) / "user.js").write_text('user_pref("marionette.port", 0);\n', "utf-8")
        options = ["--headless", "--no-remote", "--marionette", "--profile", profile]
        with running([needed("firefox-esr", "firefox"), *options]):
            found = awaited(lambda: port.exists() and port.read_text("utf-8"), "Firefox to start")
            with socket.create_connection(("127.0.0.1", int(found)), PATIENCE) as one, one.makefile("rb") as stream:
                yield Firefox(one, stream)


@contextmanager
def webkit() -> Iterator[Browser]:
    """A WebKitGTK on a screen that nobody sees; what it keeps ends with it."""
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        raise missing("MiniBrowser")
    reading, writing = os.pipe()
    screen = [needed("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
    with running(screen, pass_fds=[writing]), socket.create_server(("127.0.0.1", 0)) as free:
        with os.fdopen(reading) as told:
            os.close(writing)
            display = told.readline().strip()
        port = free.getsockname()[1]
        free.close()
        # Drawn without a graphics card, which would be computed too.
        environment = {
            **os.environ,
            "DISPLAY": f":{display}",
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        with running([needed("WebKitWebDriver"), f"--port={port}"], env=environment):
            awaited(lambda: listens(port), "WebKitWebDriver to start")
            browser = WebKit(port, found[-1])
            try:
                yield browser
            finally:
                browser.send("DELETE", "")


ENGINES: dict[str, Callable[[], AbstractContextManager[Browser]]] = {"firefox": firefox, "webkit": webkit}


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[None]:
    """A program that runs until the end, and says nothing."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options) as process:
        try:
            yield
        finally:
            process.terminate()


def needed(*names: str) -> str:
    """The path of a program, under the first of its names that is there."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise missing(names[0])


def missing(name: str) -> FileNotFoundError:
    return FileNotFoundError(f"{name} is missing. Run `make engines`, which says what to install")


def awaited(look: Callable[[], Found], what: str, patience: float = PATIENCE) -> Found:
    """What a look gives, as soon as it is something."""
    end = time.monotonic() + patience
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"Waited {patience:.0f} seconds for {what}")
        time.sleep(0.1)
    return found


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
