"""Two messages of 7 bits that make one value of 14: controllers in pairs, and NRPN data."""

PATIENCE_S = 0.02
"""How long a coarse half waits for its fine half, once a control has sent one."""
TOP = 16383


class Fine:
    """One control in two halves, its position 0..1.

    A surface that sends coarse halves alone has its whole travel in 7 bits. Once it has sent a fine
    half, a coarse one waits for the next, so that the value does not jump on its way.
    """

    def __init__(self) -> None:
        """[control] Nothing has come yet."""
        self._coarse: int | None = None
        self._fine = 0
        self._is_fine = False
        self._due_s: float | None = None

    def coarse(self, value: int, now_s: float) -> float | None:
        """[control] The upper 7 bits; the position, or None while it waits."""
        self._coarse = value
        if not self._is_fine:
            return value / 127
        self._due_s = now_s + PATIENCE_S
        return None

    def fine(self, value: int) -> float | None:
        """[control] The lower 7 bits; the position, or None when no upper ones have come."""
        self._fine, self._is_fine, self._due_s = value, True, None
        return None if self._coarse is None else self._position(self._coarse)

    def overdue(self, now_s: float) -> float | None:
        """[control] The position when the fine half has not come in time; it is then as before."""
        if self._due_s is None or self._coarse is None or now_s < self._due_s:
            return None
        self._due_s = None
        return self._position(self._coarse)

    def _position(self, coarse: int) -> float:
        return (coarse << 7 | self._fine) / TOP


class Numbers:
    """The registered and non-registered parameter numbers of one channel: which is selected."""

    _NRPN_FINE, _NRPN, _RPN_FINE, _RPN = 98, 99, 100, 101
    DATA, DATA_FINE = 6, 38
    SELECT = frozenset({_NRPN_FINE, _NRPN, _RPN_FINE, _RPN})
    ALL = SELECT | {DATA, DATA_FINE}
    _NULL = TOP

    def __init__(self) -> None:
        """[control] None is selected."""
        self._halves: dict[int, int] = {}
        self._is_nrpn = False

    def select(self, controller: int, value: int) -> None:
        """[control] One half of a number, by the controller that it comes in."""
        is_nrpn = controller in (self._NRPN, self._NRPN_FINE)
        if is_nrpn != self._is_nrpn:
            self._halves.clear()
            self._is_nrpn = is_nrpn
        self._halves[controller] = value

    def selected(self) -> tuple[str, int] | None:
        """[control] "nrpn" or "rpn", and its number; None when there is none."""
        coarse, fine = (self._NRPN, self._NRPN_FINE) if self._is_nrpn else (
            self._RPN, self._RPN_FINE
        )
        if coarse not in self._halves or fine not in self._halves:
            return None
        number = self._halves[coarse] << 7 | self._halves[fine]
        return None if number == self._NULL else ("nrpn" if self._is_nrpn else "rpn", number)
