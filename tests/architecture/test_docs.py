"""What the pages for people say: every file that they name exists, and a decision is told in the agreed form.

Source: style.md §3.17; CONTRIBUTING.md.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.architecture.tree import Breach, Source, Tree

ADR: Final = "docs/adr/"
ADR_NAME: Final = re.compile(r"\d{4}-[a-z0-9-]+\.md")
ADR_LINES_MAX: Final = 45
CONTEXT_SENTENCES_MAX: Final = 4
PARTS: Final = ("**Context.**", "**Decision.**", "**Consequences.**", "- Good:", "- Bad:", "**Check.**")

CODE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK: Final = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
FENCE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PATH: Final = re.compile(r"[\w.@-]+(?:/[\w.@-]+)*/?")
TOPS: Final = ("src/", "web/", "tests/", "docs/", "deploy/", "contracts/")
ENDS: Final = re.compile(r"\.(py|md|ts|tsx|json|toml|lock|typ|mjs|css|txt)/?$")
# Links into the cache: they are there once something is built, and never committed.
BUILT: Final = frozenset({"src/huizhen/_web", "web/node_modules"})
SENTENCE_END: Final = re.compile(r"[.?!](?=\s+[A-Z`]|\s*$)")


def pages(tree: Tree) -> list[Source]:
    """The pages that are written by hand for people."""
    return [
        *tree.under("docs/", ends=".md"),
        *(tree[each] for each in ("README.md", "CONTRIBUTING.md") if each in tree),
    ]


def paths_of(page: Source) -> Iterator[tuple[int, str]]:
    """Line and path, from the root, of everything in backticks or behind a link that looks like a file or a folder."""
    prose = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), page.text)
    folder = posixpath.dirname(page.path)
    for number, line in enumerate(prose.splitlines(), 1):
        for token in CODE.findall(line):
            if PATH.fullmatch(token) and (token.startswith(TOPS) or ("/" in token and ENDS.search(token))):
                yield number, token.rstrip("/")
        for target in LINK.findall(line):
            yield number, posixpath.normpath(posixpath.join(folder, target))


def missing_paths(tree: Tree) -> Iterator[Breach]:
    folders = {parent for path in tree for parent in _above(path)}
    for page in pages(tree):
        for line, path in paths_of(page):
            if path not in tree and path not in folders and path not in BUILT:
                yield page.breach(line, f"names {path}, which does not exist")


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


def adr_faults(tree: Tree) -> Iterator[Breach]:
    """A decision fits on a screen: context, the quotable sentence, both sorts of consequence, a check that exists."""
    index = tree.get(f"{ADR}README.md")
    listed = set(LINK.findall(index.text)) if index else set()
    for page in tree.under(ADR, ends=".md"):
        if page.name == "README.md":
            continue
        if not ADR_NAME.fullmatch(page.name) or not page.text.startswith(f"# {page.name[:4]} "):
            yield page.breach(0, "is not called by its number and title")
        if page.name not in listed:
            yield page.breach(0, "is not in the index")
        if len(page.lines) > ADR_LINES_MAX:
            yield page.breach(0, f"{len(page.lines)} lines, at most {ADR_LINES_MAX}")
        places = [page.text.find(part) for part in PARTS]
        if -1 in places or places != sorted(places):
            yield page.breach(0, "needs, in this order, " + ", ".join(PARTS))
            continue
        context = page.text[places[0] + len(PARTS[0]) : places[1]].strip()
        if len(SENTENCE_END.findall(context)) > CONTEXT_SENTENCES_MAX:
            yield page.breach(0, f"its context has more than {CONTEXT_SENTENCES_MAX} sentences")
        quoted = " ".join(line[2:] for line in page.lines if line.startswith("> "))
        if len(SENTENCE_END.findall(quoted)) != 1:
            yield page.breach(0, "its decision is not one sentence that can be quoted")
        checks = CODE.findall(page.text[places[-1] :])
        if not any(each in tree and ("tests/" in each or ".test." in each) for each in checks):
            yield page.breach(0, "names no test that exists")


def told(breaches: Iterator[Breach]) -> str:
    return "\n".join(sorted(map(str, breaches)))


def test_a_newcomer_finds_every_file_that_a_page_names(tree: Tree) -> None:
    assert pages(tree)
    assert not (bad := told(missing_paths(tree))), bad


def test_a_decision_is_told_on_one_screen_with_its_check(tree: Tree) -> None:
    assert tree.under(ADR)
    assert not (bad := told(adr_faults(tree))), bad


# ---- bad examples

GOOD: Final = (
    "# 0001 One\n\n**Context.** Why. It was so.\n\n**Decision.**\n> We do it,\n> always.\n\n"
    "**Consequences.**\n- Good: x\n- Bad: y\n\n**Check.** `tests/test_one.py`\n"
)
INDEX: Final = "[0001](0001-one.md)\n"


def decisions(text: str, index: str = INDEX, name: str = "0001-one.md") -> Tree:
    return Tree.of({f"{ADR}{name}": text, f"{ADR}README.md": index, "tests/test_one.py": ""})


def test_a_whole_decision_is_let_pass() -> None:
    assert not told(adr_faults(decisions(GOOD)))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (decisions(GOOD, index=""), "is not in the index"),
        (decisions(GOOD, name="one.md"), "number and title"),
        (decisions(GOOD.replace("0001", "0002")), "number and title"),
        (decisions(GOOD + "\n" * ADR_LINES_MAX), "lines, at most"),
        (decisions(GOOD.replace("- Bad: y\n", "")), "in this order"),
        (decisions(GOOD.replace("Why.", "A. B. C. D.")), "more than 4 sentences"),
        (decisions(GOOD.replace("> always.", "> always. And more.")), "not one sentence"),
        (decisions(GOOD.replace("> ", "")), "not one sentence"),
        (decisions(GOOD.replace("test_one", "test_two")), "names no test"),
    ],
)
def test_a_bad_decision_is_named(bad: Tree, says: str) -> None:
    assert says in told(adr_faults(bad))


def test_a_file_that_was_moved_is_named() -> None:
    text = (
        "`src/huizhen/gone.py` [x](gone.md) `contracts/`\n"  # the first two are gone
        "`core/old.py`\n"
        "`src/huizhen/here.py` [y](../src/huizhen/here.py#top) `tests/<package>/x.py` `/var/x.json` `text/plain` `a.py`\n"
        "```\nsrc/huizhen/fenced.py `src/huizhen/fenced.py`\n```\n"
        "[z](https://example.org/x.md)\n"
    )
    bad = Tree.of({"docs/page.md": text, "src/huizhen/here.py": "", "contracts/openapi.json": "{}"})
    assert sorted(map(str, missing_paths(bad))) == [
        "docs/page.md:1: names docs/gone.md, which does not exist",
        "docs/page.md:1: names src/huizhen/gone.py, which does not exist",
        "docs/page.md:2: names core/old.py, which does not exist",
    ]
