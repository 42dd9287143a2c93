"""Acts and signatures: what somebody is about to sign, what he proves, and what stays of it."""

from huizhen.records.acts.signatures import (
    Signed,
    Signer,
    add_signature,
    find_by_code,
    is_intact,
    list_signatures,
    read_paper,
)
from huizhen.records.acts.signing import (
    Act,
    Filed,
    Setter,
    get_act,
    make_verify_code,
    open_press,
    prepare,
    sign,
)

__all__ = [
    "Act",
    "Filed",
    "Setter",
    "Signed",
    "Signer",
    "add_signature",
    "find_by_code",
    "get_act",
    "is_intact",
    "list_signatures",
    "make_verify_code",
    "open_press",
    "prepare",
    "read_paper",
    "sign",
]
