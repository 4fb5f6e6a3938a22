"""A gateway to test against: WeChat Pay v3 and Alipay on their real wires, the payer's phone, faults on demand.

It shares no code with `backend.payments`: whoever makes the same mistake on both ends of a wire finds nothing.
No money is in it, and it listens at loopback only.
"""
