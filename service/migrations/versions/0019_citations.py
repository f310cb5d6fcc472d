"""What documents cite and how they are cited: derived rows."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty at first: the worker fills them a little at a time (service/citing/keeping.py)."""
    op.create_table(
        "citations",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("target_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_citations_agency_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_citations_document_id")),
        sa.ForeignKeyConstraint(["target_id"], ["documents.id"], name=op.f("fk_citations_target_id")),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_citations")),
    )
    op.create_index("ix_citations_agency_id_key", "citations", ["agency_id", "key"])
    op.create_index("ix_citations_target_id", "citations", ["target_id"])
    op.create_table(
        "citable",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_citable_agency_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_citable_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_citable")),
    )
    op.create_index("ix_citable_agency_id_key", "citable", ["agency_id", "key"])
