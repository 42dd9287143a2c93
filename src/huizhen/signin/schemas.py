"""Wire types of sign-in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from huizhen.core.http.wire import Out, Wire
from huizhen.signin.rules import PASSWORD_CHARS_MAX

LOGIN_CHARS_MAX = 64


class SigninIn(Wire):
    """Two factors in one call, so that neither can be tried alone."""

    login: Annotated[str, Field(min_length=1, max_length=LOGIN_CHARS_MAX)]
    password: Annotated[str, Field(min_length=1, max_length=PASSWORD_CHARS_MAX)]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class SignedInOut(Out):
    """Who is signed in now."""

    user_id: UUID


class SigninStateOut(Out):
    """Whether this browser holds a live session. It names nobody: the question is open to everybody."""

    signed_in: bool
    demo: bool


class RoleOut(Out):
    """A role and its place."""

    role: str
    org_id: UUID
    org_name: str
    store_id: UUID | None


class OwnStoreOut(Out):
    """The store somebody works in."""

    id: UUID
    code: str
    name: str


class MeOut(Out):
    """The signed-in person, as the client's shell needs him."""

    user_id: UUID
    login: str
    name: str
    title: str | None
    roles: list[RoleOut]
    permissions: list[str]
    store: OwnStoreOut | None
    demo: bool
    idle_s: int
    expires_at: str


class DemoPersonOut(Out):
    """A person of the demo, with what is needed to sign in as him."""

    login: str
    name: str
    title: str | None
    role: str
    store: str
    url: str
    password: str
    totp_uri: str


class DemoPeopleOut(Out):
    """Everybody of the demo."""

    people: list[DemoPersonOut]


class CodeOut(Out):
    """The demo's current code of the signed-in person."""

    code: str
    seconds_left: int
