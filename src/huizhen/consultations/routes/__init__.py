"""Cases over HTTP. Importing a file of this folder writes its routes into the table."""

from huizhen.consultations.routes import calls, cases, conclusions
from huizhen.consultations.routes.table import routes

__all__ = ["calls", "cases", "conclusions", "routes"]
