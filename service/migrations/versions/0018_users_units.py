"""Who is in which unit: documents may be limited to the people of a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """So far units stood in symbols only."""
    op.create_table(
        "users_units",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_users_units_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_users_units_user_id")),
        sa.PrimaryKeyConstraint("user_id", "unit_id", name=op.f("pk_users_units")),
    )
