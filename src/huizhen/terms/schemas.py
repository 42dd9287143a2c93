"""Wire types of code sets. Displays come in the reader's language; a chosen code travels with system and edition."""

from huizhen.core.http.wire import Out
from huizhen.terms.pinyin import initials
from huizhen.terms.rules import Entry, TermSet


class TermOut(Out):
    """One entry. `properties` are the set's own facts, such as unit and bounds of a vital sign; lists are joined by |."""

    code: str
    display: str
    pinyin_initials: str
    properties: dict[str, str]


class TermsOut(Out):
    """Entries of a set that answer a query, best first."""

    set: str
    title: str
    system: str
    edition: str
    entries: list[TermOut]


def terms_out(found: TermSet, entries: list[Entry], language: str) -> TermsOut:
    """A set's answer in the reader's language."""
    return TermsOut(
        set=found.name,
        title=found.title[language],
        system=found.system,
        edition=found.edition,
        entries=[
            TermOut(
                code=entry.code,
                display=entry.display_in(language),
                pinyin_initials=initials(entry.display),
                properties={
                    key: value if isinstance(value, str) else "|".join(value)
                    for key, value in entry.properties.items()
                },
            )
            for entry in entries
        ],
    )
