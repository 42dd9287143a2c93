"""Wire types of the organisation."""

from uuid import UUID

from huizhen.core.http.wire import Out


class StoreOut(Out):
    """A store of the chain."""

    id: UUID
    code: str
    name: str
    region: str | None


class StoresOut(Out):
    """All stores."""

    stores: list[StoreOut]


class PractitionerOut(Out):
    """A colleague."""

    id: UUID
    name: str
    title: str | None
    specialty: str | None
    department: str | None
    role: str
    org: str


class PractitionersOut(Out):
    """Colleagues that answer a query."""

    practitioners: list[PractitionerOut]
