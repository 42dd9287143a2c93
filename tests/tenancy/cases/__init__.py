"""The positive case of every route, one function an operation: `patients.reveal` is `reveal` in `cases/patients.py`.

A route without one fails the suite, and so does a case without a route. To add routes of a package, add its file here;
a function takes the stage and a patient nobody else knows, does what must be done before the call, and describes it.
"""

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterable, Iterator

from tests.tenancy.stage import Build


def find_case(operation: str) -> Build | None:
    """The builder of an operation's positive case, or none."""
    package, _, name = operation.partition(".")
    if importlib.util.find_spec(f"{__name__}.{package}") is None:
        return None
    found: Build | None = getattr(importlib.import_module(f"{__name__}.{package}"), name, None)
    return found


def without_case(operations: Iterable[str]) -> list[str]:
    """Operations that nobody wrote a case for."""
    return sorted(each for each in operations if find_case(each) is None)


def written() -> Iterator[str]:
    """Every operation that has a case."""
    for file in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{file.name}")
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{file.name}.{name}"
