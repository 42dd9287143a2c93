"""`python -m huizhen`, and the command `huizhen`."""

from huizhen.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
