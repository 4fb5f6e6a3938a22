"""What logins rest on; telephones and hall cards of residents; codes; consents."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("residents", sa.Column("telephone_digest", sa.String(length=64), nullable=True))
    op.add_column("residents", sa.Column("telephone_tail", sa.String(length=4), nullable=True))
    op.add_column("residents", sa.Column("hall_card_digest", sa.String(length=64), nullable=True))
    op.create_index("ix_residents_telephone_digest", "residents", ["telephone_digest"], unique=False)
    op.create_index("ix_residents_hall_card_digest", "residents", ["hall_card_digest"], unique=True)
    # The release before this one knows identity cards alone, and writes neither column.
    op.add_column("card_sessions", sa.Column("proofs", sa.String(length=100), nullable=False, server_default="id_card"))
    op.add_column("pauses", sa.Column("level", sa.Integer(), nullable=False, server_default="2"))
    op.create_table(
        "sms_codes",
        sa.Column("telephone_digest", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=True),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_sms_codes_terminal_id_terminals")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_sms_codes_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("telephone_digest", "terminal_id", name=op.f("pk_sms_codes")),
    )
    op.create_index("ix_sms_codes_expires_at", "sms_codes", ["expires_at"], unique=False)
    op.create_table(
        "phone_codes",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_phone_codes_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_phone_codes")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_phone_codes_resident_id")),
    )
    op.create_index("ix_phone_codes_expires_at", "phone_codes", ["expires_at"], unique=False)
    op.create_table(
        "embedded_sms",
        sa.Column("telephone_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("telephone_digest", name=op.f("pk_embedded_sms")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_consents_site_id_sites")),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_consents_terminal_id_terminals")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_consents_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_resident_id", "consents", ["resident_id"], unique=False)
    op.create_index("ix_consents_terminal_id_id", "consents", ["terminal_id", "id"], unique=False)
    op.create_index("ix_consents_site_id_expires_at", "consents", ["site_id", "expires_at"], unique=False)


def downgrade() -> None:
    for table in ("consents", "embedded_sms", "phone_codes", "sms_codes"):
        op.drop_table(table)
    # A pause or login of a kind that the release before does not know would be taken for a surer one.
    op.execute(sa.text("DELETE FROM pauses WHERE level <> 2"))
    op.execute(sa.text("DELETE FROM card_sessions WHERE level <> 2 OR proofs NOT LIKE '%id_card%'"))
    op.drop_column("pauses", "level")
    op.drop_column("card_sessions", "proofs")
    op.drop_index("ix_residents_hall_card_digest", "residents")
    op.drop_index("ix_residents_telephone_digest", "residents")
    for column in ("hall_card_digest", "telephone_tail", "telephone_digest"):
        op.drop_column("residents", column)
