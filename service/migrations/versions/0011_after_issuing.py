"""Acts on issued documents: recall, replacement, amendment, correction."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for each document that a draft points at."""
    op.create_table(
        "acts",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("target_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=100), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_acts_draft_id")),
        sa.ForeignKeyConstraint(["target_id"], ["documents.id"], name=op.f("fk_acts_target_id")),
        sa.PrimaryKeyConstraint("draft_id", "target_id", name=op.f("pk_acts")),
    )
