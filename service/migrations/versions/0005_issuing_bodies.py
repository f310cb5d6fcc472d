"""Issuing bodies, delegation documents of signers, and the recipient book."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who issues, who signs, who receives."""
    _bodies()
    _signers()
    _recipients()
    _groups()


def _bodies() -> None:
    op.create_table(
        "issuing_bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("agency_seal", sa.Boolean(), nullable=False),
        sa.Column("own_series", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_issuing_bodies_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_bodies")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_issuing_bodies_agency_id_key")),
    )
    op.create_table(
        "issuing_body_names",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("superior", sa.JSON(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("abbreviation", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["issuing_bodies.id"], name=op.f("fk_issuing_body_names_body_id")),
        sa.PrimaryKeyConstraint("body_id", "valid_from", name=op.f("pk_issuing_body_names")),
    )


def _signers() -> None:
    words = {"agency_title": 200, "unit_head_title": 200, "document": 200, "document_id": 32}
    with op.batch_alter_table("signers") as table:
        for name, length in words.items():
            table.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
        table.add_column(sa.Column("scope", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("document_on", sa.Date(), nullable=True))
        for name, target in {"body_id": "issuing_bodies", "head_id": "signers", "replaces_id": "signers"}.items():
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(op.f(f"fk_signers_{name}"), target, [name], ["id"])
    op.create_table(
        "name_titles",
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_name_titles_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_name_titles")),
    )


def _recipients() -> None:
    op.create_table(
        "recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_recipients_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipients")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_recipients_agency_id_key")),
    )
    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipients.id"], name=op.f("fk_former_names_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
        sa.UniqueConstraint("recipient_id", "key", name=op.f("uq_former_names_recipient_id_key")),
    )
    op.create_index(op.f("ix_former_names_key"), "former_names", ["key"], unique=False)


def _groups() -> None:
    op.create_table(
        "recipient_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_recipient_groups_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_groups")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_recipient_groups_agency_id_key")),
    )
    op.create_table(
        "recipient_group_members",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["recipient_groups.id"], name=op.f("fk_recipient_group_members_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipients.id"], name=op.f("fk_recipient_group_members_recipient_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "position", name=op.f("pk_recipient_group_members")),
    )
