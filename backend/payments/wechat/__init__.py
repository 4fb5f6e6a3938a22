"""WeChat Pay, API v3: Native (a code that we show) and codepay (the payer's code)."""
