"""Patients over HTTP. Importing a file of this folder writes its routes into the table."""

from huizhen.patients.routes import drafts, people, visits
from huizhen.patients.routes.table import routes

__all__ = ["drafts", "people", "routes", "visits"]
