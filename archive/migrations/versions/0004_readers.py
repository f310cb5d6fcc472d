"""Who may see a document: its level, and the readers of what is limited."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """So far everything was open to the office."""
    op.add_column("documents", sa.Column("access", sa.String(length=10), nullable=False, server_default="internal"))
    op.create_table(
        "document_readers",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("reader", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_readers_document_id")),
        sa.PrimaryKeyConstraint("document_id", "reader", name=op.f("pk_document_readers")),
    )
    op.create_index(op.f("ix_document_readers_reader"), "document_readers", ["reader"])
