"""The conversation with one resident: prompts, replay, idle, the catalogue of services."""
