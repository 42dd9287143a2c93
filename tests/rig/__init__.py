"""A whole node as real processes: killed, started again, and searched for what must not lie there."""
