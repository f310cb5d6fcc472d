"""The archive's first tables: agencies, registers, numbers, documents, parties, files, events, to index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    """CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$""",
    """CREATE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
    """CREATE TRIGGER events_refuse_truncate BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
)


def upgrade() -> None:
    """Create the tables, then the triggers that keep the journal append-only, then its empty head."""
    _tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_TRIGGERS if postgresql else SQLITE_TRIGGERS:
        op.execute(statement)
    op.execute("INSERT INTO events_head (id, seq, digest) VALUES (1, 0, '')")


def _tables() -> None:
    _agencies()
    _registers()
    _documents()
    _events()


def _agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
        sa.UniqueConstraint("code", name=op.f("uq_agencies_code")),
    )
    op.create_table(
        "agency_names",
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("superior", sa.JSON(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("abbreviation", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_agency_names_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "valid_from", name=op.f("pk_agency_names")),
    )
    op.create_table(
        "series_patterns",
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("from_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pattern", sa.String(length=10), nullable=False),
        sa.CheckConstraint("pattern IN ('kind', 'common')", name=op.f("ck_series_patterns_pattern")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_series_patterns_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "from_year", name=op.f("pk_series_patterns")),
    )


def _registers() -> None:
    op.create_table(
        "registers",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("first_number >= 1", name=op.f("ck_registers_first_number")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_registers_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registers")),
        sa.UniqueConstraint("agency_id", "year", "series", name=op.f("uq_registers_agency_id_year_series")),
    )
    op.create_table(
        "numbers",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("register_id", sa.String(length=100), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('reserved', 'issued', 'void')", name=op.f("ck_numbers_state")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_numbers_number")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_numbers_agency_id")),
        sa.ForeignKeyConstraint(["register_id"], ["registers.id"], name=op.f("fk_numbers_register_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_numbers")),
        sa.UniqueConstraint(
            "agency_id", "year", "number", "symbol", name=op.f("uq_numbers_agency_id_year_number_symbol")
        ),
        sa.UniqueConstraint("register_id", "number", name=op.f("uq_numbers_register_id_number")),
    )
    op.create_index(
        "ix_numbers_live_draft",
        "numbers",
        ["draft_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'void'"),
        postgresql_where=sa.text("state <> 'void'"),
    )


def _documents() -> None:
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
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_documents_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "agency_id", "year", "number", "symbol", name=op.f("uq_documents_agency_id_year_number_symbol")
        ),
    )
    op.create_index("ix_documents_agency_id_issued_on", "documents", ["agency_id", "issued_on"], unique=False)
    op.create_index("ix_documents_agency_id_year_kind", "documents", ["agency_id", "year", "kind"], unique=False)
    op.create_table(
        "parties",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('addressee', 'recipient', 'signer', 'drafter', 'records_clerk')",
            name=op.f("ck_parties_role"),
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_parties_document_id")),
        sa.PrimaryKeyConstraint("document_id", "role", "position", name=op.f("pk_parties")),
    )
    op.create_table(
        "files",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sha512", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_files_document_id")),
        sa.PrimaryKeyConstraint("document_id", "name", name=op.f("pk_files")),
    )
    op.create_table(
        "to_index",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_to_index_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_to_index")),
    )
    op.create_index(op.f("ix_to_index_queued_at"), "to_index", ["queued_at"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=True),
        sa.Column("document_id", sa.String(length=32), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_document_id"), "events", ["document_id"], unique=False)
    op.create_table(
        "events_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events_head")),
    )
