"""The few statistics that the benchmarks print, and how busy the machine was."""

import os
from collections.abc import Sequence
from statistics import median


def middle(values: Sequence[float], digits: int = 1) -> float:
    """The median."""
    return round(median(values), digits)


def p95(values: Sequence[float], digits: int = 1) -> float:
    """The smallest value that at least 95 in 100 do not exceed."""
    ordered = sorted(values)
    return round(ordered[max(0, -(-len(ordered) * 95 // 100) - 1)], digits)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile of milliseconds."""
    return {"median_ms": middle(values), "p95_ms": p95(values)}


def load() -> str:
    """How busy the machine was in the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
