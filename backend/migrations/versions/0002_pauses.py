"""Services that residents stopped, sealed until they go on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("resident_digest", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_pauses_site_id_sites")),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_pauses")),
    )
    op.create_index("ix_pauses_expires_at", "pauses", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_pauses_expires_at")
    op.drop_table("pauses")
