"""Which terminal began an attempt; which codes of payers were taken, each once, and no longer than that matters."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The release before this one knows no payment terminals, and writes none.
    op.add_column("attempts", sa.Column("terminal_id", sa.String(length=64), nullable=True))
    op.create_table(
        "payer_codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_payer_codes")),
    )
    # Nothing ever read who paid, and of a code it matters for ten minutes whether it was taken.
    op.execute("UPDATE attempts SET payer_code_digest = NULL, payer_digest = NULL")
    op.create_index("ix_payer_codes_taken_at", "payer_codes", ["taken_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_payer_codes_taken_at", table_name="payer_codes")
    op.drop_table("payer_codes")
    op.drop_column("attempts", "terminal_id")
