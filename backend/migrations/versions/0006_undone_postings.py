"""Postings that were undone, because the money had gone back, and reversals of their receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The release before this one knows neither; an undone posting is to it a bill that nobody has paid.
    op.create_table(
        "undone_postings",
        sa.Column("bill_id", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.String(length=32), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_undone_postings_bill_id_bills")),
        sa.PrimaryKeyConstraint("bill_id", "order_id", name=op.f("pk_undone_postings")),
    )
    op.create_index("ix_undone_postings_order_id", "undone_postings", ["order_id"], unique=False)
    op.create_table(
        "receipt_reversals",
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_receipt_reversals_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", "number", name=op.f("pk_receipt_reversals")),
        sa.UniqueConstraint("site_id", "receipt", name="uq_receipt_reversals_receipt"),
    )


def downgrade() -> None:
    op.drop_table("receipt_reversals")
    op.drop_index("ix_undone_postings_order_id", table_name="undone_postings")
    op.drop_table("undone_postings")
