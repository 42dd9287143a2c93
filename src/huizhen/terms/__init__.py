"""Code systems: small sets of our own wording, each with system and edition, and search by Chinese, pinyin and code.

Invariant: no code without system and edition; a set never changes while the process runs. Also the one place that
turns Chinese into pinyin. Source: interop.md §7.
"""

from huizhen.terms.catalogue import check, find, get_set, search, set_names, vital_sign
from huizhen.terms.pinyin import Unit, initials, spell
from huizhen.terms.policy import ALLOW
from huizhen.terms.routes import routes
from huizhen.terms.rules import SEARCH_LIMIT, SEARCH_LIMIT_MAX, Entry, TermSet, VitalSign

__all__ = [
    "ALLOW",
    "SEARCH_LIMIT",
    "SEARCH_LIMIT_MAX",
    "Entry",
    "TermSet",
    "Unit",
    "VitalSign",
    "check",
    "find",
    "get_set",
    "initials",
    "routes",
    "search",
    "set_names",
    "spell",
    "vital_sign",
]
