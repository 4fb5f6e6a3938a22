"""The ids of the demo's services, for the command's help and refusals: a terminal would have to open first."""

SERVICES = ("social_insurance", "insurance_certificate", "contacts", "resume", "my_face", "pay_bills", "payment_help")
