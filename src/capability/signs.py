"""Signs of life. Work that may take long gives one now and then, and whoever started it can hear that it goes on.

A page stops what gives none for a while. A sign stands for a part of the work that is done and does not come again, so
that work that never ends gives no signs for ever.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERY = 20_000
"""How many small things, such as cells, are done between two signs: less than a second, on an old computer as well."""


def _nobody_listens() -> None:
    pass


_listener: ContextVar[Callable[[], object]] = ContextVar("listener", default=_nobody_listens)


def sign() -> None:
    """Say that the work goes on."""
    _listener.get()()


@contextmanager
def heard_by(listener: Callable[[], object]) -> Iterator[None]:
    """Have a function called at each sign of the work inside.

    >>> heard = []
    >>> with heard_by(lambda: heard.append("on")):
    ...     sign()
    >>> sign()
    >>> heard
    ['on']
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
