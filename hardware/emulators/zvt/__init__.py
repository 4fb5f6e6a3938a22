"""The parts of an emulated payment terminal that speaks ZVT."""
