"""Kinds of documents that their signers number as they sign."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """So far the records clerk numbered everything."""
    op.create_table(
        "numbered_when_signing",
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_numbered_when_signing_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "kind", name=op.f("pk_numbered_when_signing")),
    )
    op.add_column("signings", sa.Column("numbers", sa.Boolean(), nullable=False, server_default=sa.false()))
