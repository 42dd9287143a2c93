"""Cases over HTTP. Importing a file of this folder writes its routes into the table."""

from huizhen.consultations.routes import cases
from huizhen.consultations.routes.table import routes

__all__ = ["cases", "routes"]
