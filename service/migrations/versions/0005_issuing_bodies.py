"""Issuing bodies, delegation documents of signers, and the recipient book."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
