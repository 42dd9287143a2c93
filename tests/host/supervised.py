"""A program for test_supervision.py: a supervisor over PostgreSQL and two shells, in a process that may be killed."""

import sys
from pathlib import Path

from huizhen import host


def say(name: str, state: str, process_id: int | None = None) -> None:
    sys.stdout.write(f"{name} {state} {process_id or '-'}\n")
    sys.stdout.flush()


def main(folder: Path, cache: Path) -> None:
    """Say every change on stdout: name, state, process id."""
    account = host.service_account(None, throwaway=True)
    cluster = host.Cluster(
        data_dir=folder / "data",
        socket_dir=folder / "run",
        binaries=host.find_binaries(configured=None, account=account, cache=cache),
        account=account,
        durable=False,
        shared_buffers_mb=32,
        log=folder / "postgres.log",
    )
    deaf = "trap '' TERM INT; exec sleep 600"  # what is ignored stays ignored in the program
    shell = host.Launch(("/bin/sh", "-c", deaf), host.minimal_env(), account)
    polite = host.Launch(("/bin/sleep", "600"), host.minimal_env(), account)

    def tell(status: host.PartStatus) -> None:
        say(status.name, status.state, status.process_id)

    with host.claimed(cluster):
        host.ensure_init(cluster)
        parts = (
            host.postgres_part(cluster),
            host.Part("deaf", shell, stop_s=0.5),
            host.Part("polite", polite),
        )
        host.Supervisor(parts, tell=tell).run()
    say("over", "over")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
