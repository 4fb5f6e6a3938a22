"""From what a sensor sees this moment to whether somebody is there: passers-by and small stillness do not count."""


class Steady:
    """Times are seconds of any clock that only goes forward, and are handed in."""

    def __init__(self, present_s: float = 2.0, absent_s: float = 20.0) -> None:
        """`present_s`: how long somebody must be seen to be there; `absent_s`: how long nobody, to have left."""
        self._present_s = present_s
        self._absent_s = absent_s
        self.present: bool | None = None
        self._differs_since: float | None = None

    def hear(self, seen: bool, now: float) -> bool | None:
        """Take in what is seen now; returns whether somebody is there, None before the first hearing."""
        if self.present is None:
            self.present = False  # nobody yet: whoever is there will have stayed long enough soon
        if seen is self.present:
            self._differs_since = None
        elif self._differs_since is None:
            self._differs_since = now
        due = self.due()
        if due is not None and now >= due:
            self.present, self._differs_since = seen, None
        return self.present

    def due(self) -> float | None:
        """When it changes if what is seen stays so; None when nothing is pending."""
        if self._differs_since is None:
            return None
        return self._differs_since + (self._absent_s if self.present else self._present_s)

    def forget(self) -> None:
        """The sensor was lost: nothing is known."""
        self.present, self._differs_since = None, None
