"""Evidence of signatures: how far it goes for each document, and when to look again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a document; made again from the document where it is missing."""
    op.create_table(
        "evidence",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=5), nullable=False),
        sa.Column("stamped_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_evidence_agency_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_evidence_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_next_at"), "evidence", ["next_at"])
