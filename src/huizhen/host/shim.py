"""The last steps before a child becomes its program: `python -I -S shim.py <plan> program argument ...`.

Invariant: when the parent is gone, so is the child; nothing of root's groups, open files or core dumps remains.
Runs as a file of its own, with the standard library only. `preexec_fn` is no place for this: after a fork in a
process with threads it may deadlock. Root's interpreter runs it, because the service account may not reach one; the
account is taken on here, *before* the death signal, which a change of credentials would clear.
Source: prctl(2), execve(2); security.md §9.6.
"""

import ctypes
import json
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
CANNOT_START = 127


def main(plan_text: str, argv: list[str]) -> None:
    """Become `argv`. The plan: uid, gid (or null), parent, death_signal, cwd, umask."""
    plan = json.loads(plan_text)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if plan["uid"] is not None:
        os.setgroups([])
        os.setgid(plan["gid"])
        os.setuid(plan["uid"])
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, plan["death_signal"], 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != plan["parent"]:
        # It died between its fork and our prctl: no signal will ever come.
        os._exit(CANNOT_START)
    os.umask(plan["umask"])
    os.chdir(plan["cwd"])
    # Python ignores these; an ignored signal would stay ignored in the program.
    for name in ("SIGPIPE", "SIGXFSZ", "SIGINT"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.execve(argv[0], argv, os.environ)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except OSError as error:
        sys.stderr.write(f"cannot start {sys.argv[2]}: {error}\n")
        sys.exit(CANNOT_START)
