"""Codes of the check page."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One code a draft."""
    op.create_table(
        "check_codes",
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_check_codes_agency_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_check_codes")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_check_codes_draft_id")),
    )
    op.create_table(
        "check_page_asked",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_check_page_asked")),
    )
