"""Bills of households; orders, attempts, refunds, callbacks and alarms of payments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "payment_alarms",
    "provider_callbacks",
    "receipt_counters",
    "receipts",
    "utility_accounts",
    "account_holders",
    "account_reductions",
    "bills",
    "meter_readings",
    "orders",
    "attempts",
    "bill_lines",
    "bill_postings",
    "order_lines",
    "refunds",
)


def upgrade() -> None:
    op.create_table(
        "payment_alarms",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_payment_alarms")),
    )
    op.create_table(
        "provider_callbacks",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_provider_callbacks")),
    )
    op.create_index(
        "ix_provider_callbacks_handled_at_received_at",
        "provider_callbacks",
        ["handled_at", "received_at"],
        unique=False,
    )
    op.create_table(
        "receipt_counters",
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_receipt_counters_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_receipt_counters")),
    )
    op.create_table(
        "receipts",
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.String(length=32), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_receipts_site_id_sites")),
        sa.PrimaryKeyConstraint("site_id", "number", name=op.f("pk_receipts")),
        sa.UniqueConstraint("order_id", name=op.f("uq_receipts_order_id")),
    )
    op.create_table(
        "utility_accounts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("household_digest", sa.String(length=64), nullable=False),
        sa.Column("household_tail", sa.String(length=4), nullable=False),
        sa.Column("holder_masked", sa.String(length=100), nullable=False),
        sa.Column("building_id", sa.String(length=64), nullable=True),
        sa.Column("unit", sa.Integer(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("door", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["building_id"], ["buildings.id"], name=op.f("fk_utility_accounts_building_id_buildings")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_utility_accounts_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utility_accounts")),
        sa.UniqueConstraint("kind", "household_digest", name="uq_utility_accounts_household"),
    )
    op.create_index(
        "ix_utility_accounts_place", "utility_accounts", ["building_id", "unit", "floor", "door"], unique=False
    )
    op.create_table(
        "account_holders",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["utility_accounts.id"],
            name=op.f("fk_account_holders_account_id_utility_accounts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_account_holders_resident_id_residents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "resident_id", name=op.f("pk_account_holders")),
    )
    op.create_index("ix_account_holders_resident_id", "account_holders", ["resident_id"], unique=False)
    op.create_table(
        "account_reductions",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["utility_accounts.id"],
            name=op.f("fk_account_reductions_account_id_utility_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_account_reductions")),
    )
    op.create_table(
        "bills",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.String(length=32), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["utility_accounts.id"],
            name=op.f("fk_bills_account_id_utility_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bills")),
        sa.UniqueConstraint("account_id", "period", name="uq_bills_account_id_period"),
    )
    op.create_table(
        "meter_readings",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["utility_accounts.id"],
            name=op.f("fk_meter_readings_account_id_utility_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "month", name=op.f("pk_meter_readings")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=True),
        sa.Column("claim_digest", sa.String(length=64), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("live_attempt", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_act_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_orders_resident_id_residents"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_orders_site_id_sites")),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminals.id"], name=op.f("fk_orders_terminal_id_terminals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("claim_digest", name=op.f("uq_orders_claim_digest")),
    )
    op.create_index("ix_orders_next_act_at", "orders", ["next_act_at"], unique=False)
    op.create_index("ix_orders_resident_id_created_at", "orders", ["resident_id", "created_at"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("by_her_code", sa.Boolean(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=512), nullable=True),
        sa.Column("payer_code_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("next_act_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.String(length=64), nullable=True),
        sa.Column("paid_fen", sa.Integer(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transaction", sa.String(length=64), nullable=True),
        sa.Column("payer_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_attempts_order_id_orders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attempts")),
        sa.UniqueConstraint("order_id", "place", name="uq_attempts_order_id_place"),
    )
    op.create_index("ix_attempts_next_act_at", "attempts", ["next_act_at"], unique=False)
    op.create_index("ix_attempts_paid_at", "attempts", ["paid_at"], unique=False)
    op.create_index("ix_attempts_payer_code_digest", "attempts", ["payer_code_digest"], unique=False)
    op.create_table(
        "bill_lines",
        sa.Column("bill_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=50), nullable=True),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bill_id"], ["bills.id"], name=op.f("fk_bill_lines_bill_id_bills"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("bill_id", "place", name=op.f("pk_bill_lines")),
    )
    op.create_table(
        "bill_postings",
        sa.Column("bill_id", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.String(length=32), nullable=True),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_bill_postings_bill_id_bills")),
        sa.PrimaryKeyConstraint("bill_id", name=op.f("pk_bill_postings")),
    )
    op.create_index("ix_bill_postings_order_id", "bill_postings", ["order_id"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("bill_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", "place", name=op.f("pk_order_lines")),
    )
    op.create_index("ix_order_lines_bill_id", "order_lines", ["bill_id"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("next_act_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.number"], name=op.f("fk_refunds_attempt_attempts")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_refunds_order_id_orders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_refunds")),
        sa.UniqueConstraint("cause", name="uq_refunds_cause"),
    )
    op.create_index("ix_refunds_next_act_at", "refunds", ["next_act_at"], unique=False)
    op.create_index("ix_refunds_order_id", "refunds", ["order_id"], unique=False)


def downgrade() -> None:
    # The release before takes no money. Who goes back to it with orders in the books keeps a copy of them first.
    for table in reversed(TABLES):
        op.drop_table(table)
