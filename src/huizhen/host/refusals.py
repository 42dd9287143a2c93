"""Why a part of the machine cannot be started: a fixed code and facts, told to whoever runs the command.

Invariant: the sentence names the thing (path, account, program) and what to do. Source: locales, section `host`.
"""

from typing import Any

from huizhen.core.i18n import SOURCE_LANGUAGE, text


def sentence(code: str, *, language: str = SOURCE_LANGUAGE, **facts: Any) -> str:
    """The text of a code with its facts filled in."""
    return text(language, "host", code).format(**facts)


class HostRefusal(Exception):  # noqa: N818 - it refuses in plain words, nothing broke
    """The machine is not as it must be. Codes: keys `refusal.*` of the section `host`."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def told(self, language: str = SOURCE_LANGUAGE) -> str:
        """The refusal as a sentence."""
        return sentence(f"refusal.{self.code}", language=language, **self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.told('en')}"
