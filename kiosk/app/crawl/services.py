"""The ids of the demo's services, for the command's help and refusals: a terminal would have to open first."""

SERVICES = (
    "social_insurance",
    "pay_bills",
    "contacts",
    "resume",
    "payment_help",
    "insurance_certificate",
    "my_face",
)
