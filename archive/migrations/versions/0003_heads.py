"""Heads of the journal are files of the storage (heads.py): no table is needed."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change; the number stays taken."""
