"""News to people: the event stream of a browser.

Invariant: news carries ids, never content; it reaches those whom the recording domain named as its audience, no others.
"""

from huizhen.notify.policy import ALLOW
from huizhen.notify.routes import listen, routes
from huizhen.notify.streams import Streams

__all__ = ["ALLOW", "Streams", "listen", "routes"]
