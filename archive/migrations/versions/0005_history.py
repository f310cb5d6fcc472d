"""Imported documents: where a document comes from; number and symbol are unique among those issued here alone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = (
    "id, agency_id, form, form_version, kind, number, symbol, reference, year, series, subject, issued_on, issued_at, "
    "signer_name, signer_title, status, access, text, details"
)
ISSUED_HERE = sa.text("origin = 'issued'")
UNIQUE = "uq_documents_agency_id_year_number_symbol"


def upgrade() -> None:
    """All there is was issued here."""
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("documents", sa.Column("origin", sa.String(length=10), nullable=False, server_default="issued"))
        op.alter_column("documents", "origin", server_default=None)
        op.drop_constraint(UNIQUE, "documents", type_="unique")
    else:
        _made_anew()
    op.create_index(
        UNIQUE, "documents", ["agency_id", "year", "number", "symbol"],
        unique=True, sqlite_where=ISSUED_HERE, postgresql_where=ISSUED_HERE,
    )  # fmt: skip
    op.create_index("ix_documents_agency_id_year_number", "documents", ["agency_id", "year", "number"])
    op.create_index("ix_documents_agency_id_origin_issued_at", "documents", ["agency_id", "origin", "issued_at"])
    op.create_index("ix_files_sha256", "files", ["sha256"])


def _made_anew() -> None:
    """SQLite cannot drop a constraint. The rows are taken out and put back, not the table renamed: only so are the
    rows that point at them (parties, files, …) counted as whole again at the commit."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TABLE documents_before AS SELECT {BEFORE} FROM documents")
    op.execute("DELETE FROM documents")
    op.drop_table("documents")
    _table()
    op.create_index("ix_documents_agency_id_issued_on", "documents", ["agency_id", "issued_on"])
    op.create_index("ix_documents_agency_id_year_kind", "documents", ["agency_id", "year", "kind"])
    op.execute(f"INSERT INTO documents ({BEFORE}, origin) SELECT {BEFORE}, 'issued' FROM documents_before")
    op.drop_table("documents_before")


def _table() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signer_name", sa.Text(), nullable=False),
        sa.Column("signer_title", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("access", sa.String(length=10), nullable=False, server_default="internal"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_documents_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
