"""What invented residents say in their dialects: the tables of tests/sentences, as transcripts for a journey."""

from pathlib import Path

from kiosk.app.senses import JourneyError

_TABLES = Path(__file__).parents[3] / "tests" / "sentences"


def sayings(dialect: str, means: str) -> tuple[str, ...]:
    """All that is said for one thing in one dialect, in the table's order. Raises JourneyError where there is none."""
    import yaml  # only the journeys in dialect read tables

    found: list[str] = []
    for path in sorted((_TABLES / dialect).glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        found += [str(row["say"]) for row in rows if row.get("means") == means]
    if not found:
        raise JourneyError(f"no table says how “{means}” is said in {dialect}")
    return tuple(found)
