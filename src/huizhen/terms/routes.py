"""Code sets over HTTP: one question, by Chinese, pinyin, initials or code."""

from typing import Annotated

from fastapi import Path, Query

from huizhen.core.access import At, Proof
from huizhen.core.db.unit import UnitOfWork
from huizhen.core.http.routes import Routes
from huizhen.core.i18n import LANGUAGES, SOURCE_LANGUAGE
from huizhen.terms import catalogue
from huizhen.terms.policy import ALLOW, Can
from huizhen.terms.rules import QUERY_CHARS_MAX, SEARCH_LIMIT, SEARCH_LIMIT_MAX
from huizhen.terms.schemas import TermsOut, terms_out

SetName = Annotated[str, Path(alias="set", pattern=r"^[a-z_]{3,40}$")]

routes = Routes("terms", policy=ALLOW)


@routes.get("/terms/{set}", can=Can.READ, at=At.HERE, proof=Proof.SESSION)
def search(
    uow: UnitOfWork,
    set_name: SetName,
    q: Annotated[str, Query(max_length=QUERY_CHARS_MAX)] = "",
    limit: Annotated[int, Query(ge=1, le=SEARCH_LIMIT_MAX)] = SEARCH_LIMIT,
) -> TermsOut:
    """Entries of a set that answer a query."""
    language = uow.actor.locale if uow.actor.locale in LANGUAGES else SOURCE_LANGUAGE
    return terms_out(catalogue.get_set(set_name), catalogue.search(set_name, q, limit), language)
