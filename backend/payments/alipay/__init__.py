"""Alipay, 当面付: precreate (a code that we show) and pay (the payer's code)."""
