"""The first terminal: halls, terminals, residents, insurance, directory, documents."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowance_uses",
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("whole_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_allowance_uses")),
    )
    op.create_index("ix_allowance_uses_whole_at", "allowance_uses", ["whole_at"], unique=False)

    op.create_table(
        "given_answers",
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key_digest", name=op.f("pk_given_answers")),
    )
    op.create_index("ix_given_answers_expires_at", "given_answers", ["expires_at"], unique=False)

    op.create_table(
        "sites",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_table(
        "buildings",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("grid", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_buildings_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buildings")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=26), nullable=False),
        sa.Column("hours", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_contacts_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_table(
        "emergency_numbers",
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_emergency_numbers_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", "number", name=op.f("pk_emergency_numbers")),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_enrolment_codes_site_id_sites")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_notices_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_table(
        "terminals",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_terminals_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terminals")),
    )
    op.create_table(
        "contact_grids",
        sa.Column("contact_id", sa.String(length=64), nullable=False),
        sa.Column("grid", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_grids_contact_id_contacts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "grid", name=op.f("pk_contact_grids")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject_masked", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_documents_terminal_id_terminals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_table(
        "nonces",
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id"], ["terminals.id"], name=op.f("fk_nonces_terminal_id_terminals"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("terminal_id", "nonce", name=op.f("pk_nonces")),
    )
    op.create_index("ix_nonces_expires_at", "nonces", ["expires_at"], unique=False)

    op.create_table(
        "residents",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number_digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("other_name", sa.String(length=100), nullable=True),
        sa.Column("card_kind", sa.String(length=20), nullable=False),
        sa.Column("birth", sa.Date(), nullable=False),
        sa.Column("building_id", sa.String(length=64), nullable=True),
        sa.Column("unit", sa.Integer(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_residents_building_id_buildings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residents")),
        sa.UniqueConstraint("number_digest", name=op.f("uq_residents_number_digest")),
    )
    op.create_table(
        "staff_calls",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("service_id", sa.String(length=40), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_staff_calls_terminal_id_terminals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_calls")),
    )
    op.create_index("ix_staff_calls_called_at", "staff_calls", ["called_at"], unique=False)

    op.create_table(
        "card_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_card_sessions_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_card_sessions_terminal_id_terminals")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_card_sessions")),
    )
    op.create_index("ix_card_sessions_expires_at", "card_sessions", ["expires_at"], unique=False)
    op.create_index("ix_card_sessions_terminal_id", "card_sessions", ["terminal_id"], unique=False)

    op.create_table(
        "contributions",
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("base_fen", sa.BigInteger(), nullable=False),
        sa.Column("person_fen", sa.BigInteger(), nullable=False),
        sa.Column("unit_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_contributions_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resident_id", "month", "kind", name=op.f("pk_contributions")),
    )
    op.create_table(
        "participations",
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("months_paid_earlier", sa.Integer(), nullable=False),
        sa.Column("base_fen", sa.BigInteger(), nullable=False),
        sa.Column("personal_account_fen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_participations_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resident_id", "kind", name=op.f("pk_participations")),
    )


def downgrade() -> None:
    op.drop_table("participations")
    op.drop_table("contributions")
    op.drop_index("ix_card_sessions_terminal_id")
    op.drop_index("ix_card_sessions_expires_at")

    op.drop_table("card_sessions")
    op.drop_index("ix_staff_calls_called_at")

    op.drop_table("staff_calls")
    op.drop_table("residents")
    op.drop_index("ix_nonces_expires_at")

    op.drop_table("nonces")
    op.drop_table("documents")
    op.drop_table("contact_grids")
    op.drop_table("terminals")
    op.drop_table("notices")
    op.drop_table("enrolment_codes")
    op.drop_table("emergency_numbers")
    op.drop_table("contacts")
    op.drop_table("buildings")
    op.drop_table("sites")
    op.drop_index("ix_given_answers_expires_at")

    op.drop_table("given_answers")
    op.drop_index("ix_allowance_uses_whole_at")

    op.drop_table("allowance_uses")
