"""Each event keeps the digest of what it says."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Events of the first edition have none: their digest covers all they say."""
    op.add_column("events", sa.Column("content", sa.String(length=64), nullable=False, server_default=""))
