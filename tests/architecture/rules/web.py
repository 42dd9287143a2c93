"""The client: its features are the server's packages, its types are generated, its words stand in locale files.

Source: architecture.md §3.7, §10; style.md §3.13, §6; ux.md.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from tests.architecture.tree import Breach, Source, Tree, planted, rule

FEATURES: Final = "web/src/features/"
SHARED: Final = "web/src/shared/"
API: Final = "web/src/api/"
# A vendor: the only folders of the client that may import it.
VENDORS: Final = {
    "livekit-client": ("web/src/features/rooms/", "web/src/h5/call/"),
    "@livekit/": ("web/src/features/rooms/", "web/src/h5/call/"),
    "@excalidraw/": ("web/src/features/rooms/board/",),
    "@cornerstonejs/": ("web/src/features/imaging/",),
    "openapi-fetch": (API,),
    "openapi-react-query": (API,),
}
FROM: Final = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bvi\.mock\(\s*)["']([^"']+)["']""")
WIRE_TYPE: Final = re.compile(
    r"^\s*(?:export )?(?:interface|type)\s+(\w*(?:In|Out|Request|Response|Payload|Dto))\b(?!\w)\s*(.*)"
)
TAKEN: Final = re.compile(r"components\[|paths\[|operations\[|\bSchema")
REQUEST: Final = re.compile(r"(?<![\w.])(fetch|new EventSource|new XMLHttpRequest)\s*\(")
MAY_REQUEST: Final = (API, "web/src/sw.ts")
DANGER: Final = re.compile(
    r"dangerouslySetInner" r"HTML|\.(?:inner|outer)HTML\s*=|\beval\(|new Function\(|document\.write\("
)
HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
COMMENT: Final = re.compile(r"/\*.*?\*/|(?<![:\w\"'/])//[^\n]*", re.DOTALL)
ROLE: Final = re.compile(r"""\brole\w*\s*===?\s*["']""")


def _imports(source: Source) -> Iterator[tuple[str, int]]:
    """What a file imports, as a path from the root where it is ours."""
    for line, text in enumerate(source.lines, 1):
        for given in FROM.findall(text):
            if given.startswith("."):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(source.path), given)), line
            elif given.startswith(("@/", "~/")):
                yield f"web/src/{given[2:]}", line
            else:
                yield given, line


def _test(source: Source) -> bool:
    return ".test." in source.name


@rule(
    planted(
        "billing is no package",
        {"records/__init__.py": "", "web/src/features/billing/index.ts": "export {};\n"},
    ),
)
def features_are_the_servers_packages(tree: Tree) -> Iterator[Breach]:
    features = {path.removeprefix(FEATURES).split("/")[0]: path for path in tree if path.startswith(FEATURES)}
    for name, path in sorted(features.items()):
        if name not in tree.packages:
            yield Breach(path, 0, f"{name} is no package of the server")


@rule(
    planted("features/org", "web/src/features/records/X.tsx", 'import { y } from "../org/useY";\n'),
    planted("features/org", "web/src/features/records/X.tsx", 'const y = await import("../org/useY");\n'),
    planted("a feature", "web/src/shared/ui/X.tsx", 'import { y } from "../../features/org";\n'),
    planted("livekit-client", "web/src/features/records/x.ts", 'import { Room } from "livekit-client";\n'),
)
def features_meet_at_their_index(tree: Tree) -> Iterator[Breach]:
    for source in tree.client:
        feature = source.path.removeprefix(FEATURES).split("/")[0] if source.path.startswith(FEATURES) else ""
        for path, line in _imports(source):
            other = path.removeprefix(FEATURES) if path.startswith(FEATURES) else ""
            name, _, rest = other.partition("/")
            if other and source.path.startswith(SHARED):
                yield source.breach(line, f"{path}: shared imports a feature")
            elif other and feature and name != feature and rest not in {"", "index", "index.ts"}:
                yield source.breach(line, f"{path}: past the index of features/{name}")
            for vendor, folders in VENDORS.items():
                if f"{path}/".startswith(vendor) and not source.path.startswith(folders):
                    yield source.breach(line, f"{vendor} belongs in {', '.join(folders)}")


@rule(
    planted("RegisterIn", "web/src/features/patients/x.ts", "export interface RegisterIn { name: string }\n"),
    planted("fetch", "web/src/features/patients/x.ts", 'const x = await fetch("/api/patients");\n'),
    planted("EventSource", "web/src/shared/x.ts", 'const x = new EventSource("/api/events");\n'),
)
def endpoint_types_are_generated(tree: Tree) -> Iterator[Breach]:
    """A type with the name of a wire type is taken from the generated ones; requests leave through api/."""
    for source in tree.client:
        for line, text in enumerate(source.lines, 1):
            wire = WIRE_TYPE.search(text)
            if (
                wire
                and not TAKEN.search(wire[2])
                and not TAKEN.search("".join(source.lines[line : line + 1]))
            ):
                yield source.breach(line, f"{wire[1]} is written by hand")
            call = REQUEST.search(text)
            if call and not source.path.startswith(MAY_REQUEST) and not _test(source):
                yield source.breach(line, f"{call[1]} outside api/")


@rule(
    planted("InnerHTML", "web/src/X.tsx", "<p dangerouslySetInnerHTML={x} />\n"),
    planted("innerHTML", "web/src/x.ts", "node.innerHTML = text;\n"),
)
def text_is_never_markup(tree: Tree) -> Iterator[Breach]:
    for source in tree.client:
        for line, text in enumerate(source.lines, 1):
            if found := DANGER.search(text):
                yield source.breach(line, f"{found[0]} makes markup of text")


@rule(
    planted("会诊", "web/src/features/org/X.tsx", "<p>会诊</p>\n"),
    planted("会诊", "web/src/features/org/x.ts", 'const title = "会诊";\n'),
)
def words_stand_in_locale_files(tree: Tree) -> Iterator[Breach]:
    for source in tree.client:
        told = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source.text)
        for line, text in enumerate(told.splitlines(), 1):
            if not _test(source) and (found := HAN.search(text)):
                yield source.breach(line, f"{found[0]} belongs in a locale file")


@rule(planted("role", "web/src/features/org/X.tsx", 'if (me.role === "chair") show();\n'))
def the_server_says_what_may_be_done(tree: Tree) -> Iterator[Breach]:
    """A screen reads `allowed`; a role compared in the browser is a second truth."""
    for source in tree.client:
        for line, text in enumerate(source.lines, 1):
            if not _test(source) and (found := ROLE.search(text)):
                yield source.breach(line, f"{found[0]}: what may be done comes from the server")
