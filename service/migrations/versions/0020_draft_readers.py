"""Who will see a draft's document."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """So far every document was open to the office."""
    op.add_column("drafts", sa.Column("access", sa.JSON(), nullable=False, server_default="{}"))
