"""Documents, their versions, blobs, the change log, kinds, projections, drafts, kept answers; the one door to content.

Invariant: every value ever written is in a version or a conflict; content opens by `open_body` only. It knows no
clinical word and no network.
"""

from huizhen.docstore.blobs import put_blob, read_blob
from huizhen.docstore.codec import Body, Json, Number, canonical, parse
from huizhen.docstore.drafts import SavedDraft
from huizhen.docstore.drafts import drop as drop_draft
from huizhen.docstore.drafts import drop_prefixed as drop_drafts
from huizhen.docstore.drafts import find as find_draft
from huizhen.docstore.drafts import save as save_draft
from huizhen.docstore.kinds import KINDS, Context, Kind, declare
from huizhen.docstore.patch import Patch, element
from huizhen.docstore.queries import (
    Opened,
    Scope,
    Version,
    arrive,
    guard_with,
    latest_of,
    may_amend,
    open_bodies,
    open_body,
)
from huizhen.docstore.receipts import keep, kept
from huizhen.docstore.rules import Field, Klass, WriteRefused
from huizhen.docstore.service import (
    Formed,
    Written,
    amend,
    begin_scope,
    begin_system_scope,
    create,
    file,
    form,
    rebuild,
)
from huizhen.docstore.vault import protect, system_scope, unprotect

__all__ = [
    "KINDS",
    "Body",
    "Context",
    "Field",
    "Formed",
    "Json",
    "Kind",
    "Klass",
    "Number",
    "Opened",
    "Patch",
    "SavedDraft",
    "Scope",
    "Version",
    "WriteRefused",
    "Written",
    "amend",
    "arrive",
    "begin_scope",
    "begin_system_scope",
    "canonical",
    "create",
    "declare",
    "drop_draft",
    "drop_drafts",
    "element",
    "file",
    "find_draft",
    "form",
    "guard_with",
    "keep",
    "kept",
    "latest_of",
    "may_amend",
    "open_bodies",
    "open_body",
    "parse",
    "protect",
    "put_blob",
    "read_blob",
    "rebuild",
    "save_draft",
    "system_scope",
    "unprotect",
]
