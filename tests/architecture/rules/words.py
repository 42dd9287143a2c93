"""Words: names that are banned, packages that must not know a word, comments that owe a reason.

Source: glossary.md §1; style.md §4, §5; architecture.md §14.2; decisions D5, D27.
"""

import io
import re
import tokenize
from collections.abc import Iterator
from typing import Final

from tests.architecture.tree import Breach, Source, Tree, planted, rule, words

MODULES_BANNED: Final = frozenset(
    {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"},
)
WORDS_BANNED: Final = {
    "doctor": "practitioner, attending, consultant, chair",
    "shop": "store",
    "sealer": "chainer",
    "pin": "passkey, totp",
    "overbook": "add_on",
}
PHRASES_BANNED: Final = {"consult_meeting": "session", "ai_diagnosis": "ai_assist"}
SELF_CHECK: Final = (  # `huizhen doctor`
    "src/huizhen/cli",
    "src/huizhen/host/",
    "src/huizhen/__main__.py",
    "tests/cli/",
    "tests/host/",
)
ENDS_IN_2: Final = frozenset({"argon2", "oauth2", "http2", "sm2", "fido2", "sha2", "hl7v2", "ctap2"})
PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")

CLINICAL: Final = words(
    "patient practitioner physician attending encounter visit diagnosis allergy prescription medication symptom"
    " observation specimen consent guardian nurse"
)
PROCESS: Final = words(
    "consultation invitation chair expert opinion conclusion consultant coordinator dissent adoption referral"
)
# A package, and the words that its code must not know.
UNKNOWN_TO: Final = {
    "docstore": CLINICAL | PROCESS,
    "host": CLINICAL | PROCESS,
    "terms": PROCESS | {"patient", "consent", "visit", "encounter"},
    "papers": PROCESS | {"patient", "encounter", "consent", "visit"},
    "rooms": PROCESS - {"chair"} | {"diagnosis", "encounter", "prescription"},
}
# The form of a paper is the other half of its template, which speaks of what it prints.
FORMS: Final = ("papers/schemas.py", "papers/templates/")
FORM_NAMES: Final = re.compile(r"(?i)^consultation_?report$")

HERE: Final = "tests/architecture/rules/words.py"  # it must name them
TASK: Final = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b(?![^\n]*#\d+)")
PROSE: Final = (
    ".py",
    ".ts",
    ".tsx",
    ".mjs",
    ".css",
    ".html",
    ".toml",
    ".md",
    ".yml",
    ".yaml",
    ".typ",
    "Makefile",
)
SILENCER: Final = re.compile(r"#\s*(noqa|type:\s*ignore)\b(?P<rest>[^#]*(#.*)?)$")
NOQA_SAYS_WHY: Final = re.compile(r"^:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s+[-#]\s*\S+ \S+")
IGNORE_SAYS_WHY: Final = re.compile(r"^\[[a-z, -]+\]\s*[-#]\s*\S+ \S+")
CLIENT_SILENCER: Final = re.compile(r"(oxlint|eslint)-disable|@ts-(ignore|nocheck|expect-error)")
CLIENT_SAYS_WHY: Final = re.compile(r"--? \S+ \S+|@ts-expect-error:? \S+ \S+")
CLIENT_REASON: Final = re.compile(r"^\s*(//|\{?/?\*+) (?!oxlint|eslint|@ts)\S+ \S+")


@rule(
    planted("utils", "records/utils.py", "x = 1\n"),
    planted("common", "records/common/x.py", "x = 1\n"),
    planted("helpers", "tests/helpers/x.py", "x = 1\n"),
    planted("utils", "web/src/shared/utils/date.ts", "export {};\n"),
)
def a_file_is_a_noun(tree: Tree) -> Iterator[Breach]:
    for source in tree.under("src/", "tests/", "web/src/", "deploy/"):
        for part in source.path.split("/"):
            if (stem := part.split(".")[0].lower()) in MODULES_BANNED:
                yield source.breach(0, f"{stem} says nothing: name what is in it")


@rule(
    planted("doctor", "records/service.py", "def sign(doctor_id): ...\n"),
    planted("doctor", "records/service.py", "class DoctorCard: ...\n"),
    planted("pin", "signin/model.py", "pin: Mapped[str]\n"),
    planted("ai_diagnosis", "assist/model.py", "ai_diagnosis = 1\n"),
    planted("shop", "web/src/features/org/Shop.tsx", "export function ShopList() {}\n"),
    planted("doctor", "web/src/features/org/useDoctor.ts", "const doctorName = 1;\n"),
)
def one_word_for_one_thing(tree: Tree) -> Iterator[Breach]:
    for source in tree.python:
        for name, line in source.named():
            yield from _banned(source, name, line)
    for source in tree.client:
        for line, text in enumerate(source.lines, 1):
            for name in set(IDENTIFIER.findall(_code(text))):
                yield from _banned(source, name, line)


def _banned(source: Source, name: str, line: int) -> Iterator[Breach]:
    parts = [each.lower() for each in PARTS.findall(name)]
    for word, better in WORDS_BANNED.items():
        meant = word == "doctor" and source.path.startswith(SELF_CHECK)
        if (word in parts or f"{word}s" in parts) and not meant:
            yield source.breach(line, f"{name}: {word} is banned, say {better}")
    for phrase, better in PHRASES_BANNED.items():
        if phrase in "_".join(parts):
            yield source.breach(line, f"{name}: {phrase} is banned, say {better}")


def _code(line: str) -> str:
    """A line of TypeScript without its strings and comments, as far as one line tells."""
    return re.sub(r'"[^"]*"|\'[^\']*\'|`[^`]*`|//.*|^\s*/?\*.*', " ", line)


@rule(
    planted("row2", "records/service.py", "row2 = 1\n"),
    planted("old_state", "records/service.py", "def move(old_state): ...\n"),
)
def a_name_says_which(tree: Tree) -> Iterator[Breach]:
    """No trailing 2, no `new_` and `old_`: one of the two has a better name. `new_id` is the unit of work's."""
    for source in tree.product:
        for name, line in source.named():
            if re.search(r"[A-Za-z_]2$", name) and name.lower().rsplit("_", 1)[-1] not in ENDS_IN_2:
                yield source.breach(line, f"{name}: a trailing 2 says nothing")
            if name.startswith(("new_", "old_")) and name != "new_id":
                yield source.breach(line, f"{name}: say which, not when")


@rule(
    planted("patient", "docstore/service.py", "def write(patient_id): ...\n"),
    planted("allergy", "docstore/rules.py", "KIND = 'AllergyIntolerance'\n"),
    planted("chair", "terms/service.py", "def find(chair): ...\n"),
    planted("opinion", "papers/press.py", "NAME = 'expert opinion'\n"),
    planted("consultation", "rooms/service.py", "def open_room(consultation_id): ...\n"),
)
def low_packages_know_no_domain_word(tree: Tree) -> Iterator[Breach]:
    """Many stand on them, so they must fit all. Sentences in docstrings and comments may give examples."""
    for source in tree.product:
        unknown = (
            frozenset() if source.inside.startswith(FORMS) else UNKNOWN_TO.get(source.package, frozenset())
        )
        for name, line in (*source.named(), *source.texts()) if unknown else ():
            if source.package == "papers" and FORM_NAMES.match(name):
                continue
            for word in sorted(unknown & {_singular(each.lower()) for each in PARTS.findall(name)}):
                yield source.breach(line, f"{name[:60]!r}: {source.package} knows no {word}")


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("is") else word


@rule(
    planted("without an issue", "records/service.py", "# TODO: later\n"),
    planted("without an issue", "web/src/main.tsx", "// FIXME\n"),
)
def nothing_is_left_for_later_without_an_issue(tree: Tree) -> Iterator[Breach]:
    for source in tree.under("", ends=PROSE):
        if source.path == HERE:
            continue
        for line, text in enumerate(source.lines, 1):
            if found := TASK.search(text):
                yield source.breach(line, f"{found[0]} without an issue number")


@rule(
    planted("says no reason", "records/service.py", "x = eval(y)  # noqa: S307\n"),
    planted("says no reason", "records/service.py", "x = eval(y)  # noqa\n"),
    planted("says no reason", "records/service.py", "x = f(y)  # type: ignore[arg-type]\n"),
    planted("says no reason", "web/src/x.ts", "// @ts-ignore\n"),
    planted("says no reason", "web/src/x.ts", "// oxlint-disable-next-line no-eval\n"),
)
def who_silences_a_tool_says_why(tree: Tree) -> Iterator[Breach]:
    for source in tree.python:
        for comment, line in _comments(source):
            if found := SILENCER.search(comment):
                why = NOQA_SAYS_WHY if found[1] == "noqa" else IGNORE_SAYS_WHY
                if not why.search(found["rest"]):
                    yield source.breach(line, f"{comment.strip()} says no reason")
    for source in tree.client:
        for line, text in enumerate(source.lines, 1):
            before = source.lines[line - 2] if line > 1 else ""
            told = CLIENT_SAYS_WHY.search(text) or CLIENT_REASON.search(before)
            if CLIENT_SILENCER.search(text) and not told:
                yield source.breach(line, f"{text.strip()} says no reason")


def _comments(source: Source) -> Iterator[tuple[str, int]]:
    """The comments of a file that has something to silence; tokenizing all would take seconds."""
    if ("noqa" not in source.text and "type: ignore" not in source.text) or source.tree is None:
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string, token.start[0]
