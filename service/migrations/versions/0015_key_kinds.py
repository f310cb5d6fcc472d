"""Keys on tokens and keys outside; what is prepared to be signed outside."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keys so far came from files."""
    with op.batch_alter_table("signing_keys") as table:
        table.add_column(sa.Column("kind", sa.String(length=10), nullable=False, server_default="file"))
        table.add_column(sa.Column("place", sa.JSON(), nullable=False, server_default="{}"))
        table.alter_column("secret", existing_type=sa.LargeBinary(), nullable=True)
    op.create_table(
        "signing_outside",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("before_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("attributes", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_signing_outside_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "field", name=op.f("pk_signing_outside")),
    )
