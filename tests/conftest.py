"""What every test shares."""

from hypothesis import settings

# The machines are noisy: a deadline for one example would fail for the neighbour's load, not for ours.
settings.register_profile("noisy", deadline=None)
settings.load_profile("noisy")
