"""Overruled findings of the layout check."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What a layout checker overruled, and why."""
    op.create_table(
        "layout_overrules",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_layout_overrules_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "finding", name=op.f("pk_layout_overrules")),
    )
