"""Set-up of a work tree: environment, tool chains, media server, web client, checks.

Owns: everything that `make` does before the product itself runs. Standard library only, because it runs
before anything is installed. Invariant: a big result lies in the cache under a key of all that made it,
appears there whole or not at all, and is never built twice.
"""
