"""One frozen object, built from the environment once and passed down. Nothing else reads `os.environ` for behaviour."""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class NodeRole(StrEnum):
    """Which of the two roles this machine plays (architecture.md §4)."""

    HQ = "hq"
    STORE = "store"


class Environment(StrEnum):
    """What may run here: fakes and demo conveniences refuse to start in production."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Every setting of a node. Environment names: `HUIZHEN_<NAME>`, and `DATABASE_URL` for the app role."""

    model_config = SettingsConfigDict(
        env_prefix="HUIZHEN_",
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    environment: Environment = Environment.PRODUCTION
    role: NodeRole = NodeRole.HQ
    data_dir: Path = Path("/var/lib/huizhen")
    cache_dir: Path = Path("/var/cache/huizhen")
    database_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "database_url")
    )
    owner_database_url: SecretStr | None = None
    pg_bin: Path | None = None
    service_account: str | None = None
    key_passphrase: SecretStr | None = None
    bind: str = "127.0.0.1"
    port: int = Field(default=8600, ge=1, le=65535)
    base_host: str = "hq.huizhen.localhost"
    livekit_bin: Path | None = None
    media_url: str | None = None
    media_key: str | None = None
    media_secret: SecretStr | None = None
    web_dir: Path = Path(__file__).parents[1] / "_web"
    threads: int = Field(default=16, ge=2, le=200)
    time_zone: str = "Asia/Shanghai"

    @property
    def key_dir(self) -> Path:
        """The KEK, the tenant id and everything else that must never lie in the database."""
        return self.data_dir / "keys"

    @property
    def blob_dir(self) -> Path:
        """Files too big for a row, as ciphertext."""
        return self.data_dir / "blobs"

    @property
    def demo(self) -> bool:
        """Whether demo conveniences (links, shown codes) may be offered."""
        return self.environment is Environment.DEMO

    @model_validator(mode="after")
    def _store_waits_for_replication(self) -> Self:
        if self.role is NodeRole.STORE:
            raise ValueError(
                "role 'store' is refused: stores run against headquarters until replication lands"
            )
        return self
