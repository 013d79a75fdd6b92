"""What is given up when the machine cannot keep up, and when it is given back. Pure: no thread,
clock or device; the same blocks in, the same answers out.

There is a ladder of answers, from all that is asked down to the last resort. Each rung keeps what
the rungs above it gave up: fewer steps (halved, and halved again), guidance off where it costs a
second pass, a deeper ring, and at last a fade where there would be a click. An underrun goes down
one rung; a long calm with room to spare goes up one. A rung that proves too high is waited for
twice as long the next time, so that nothing flaps.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Answer:
    """How blocks are made and carried from now on."""

    steps: int
    """At most so many diffusion steps."""
    guided: bool
    """False: guidance stays at 1, which needs one pass."""
    depth: int
    """Blocks that the ring holds while another one is made."""
    fade: bool
    """Fade out before the ring runs dry, and in again."""


@dataclass(frozen=True)
class Wish:
    """What the player asks for, and how far the ring may go: the top of the ladder and its size."""

    steps: int
    two_passes: bool
    """Guidance is asked for, and is not folded into the model."""
    deepest: int
    """The ring is 1 to `deepest` blocks deep."""


@dataclass(frozen=True)
class Seen:
    """One block."""

    block_ms: float
    """What it took to make."""
    duration_ms: float
    """What it lasts."""
    headroom_ms: float
    """What the ring still held when it was ready."""
    underruns: int
    """How often the sound broke off since the block before."""


@dataclass(frozen=True)
class Rules:
    """When to act. Times are in blocks of 21 ms; loads are block time over block length."""

    settle: int = 24
    """Blocks until a change has taken effect: a new step count warms up over a dozen."""
    calm: int = 470
    """10 s without trouble come before anything is given back."""
    patience: int = 470 * 32
    """The longest that may be waited for, however often it failed: 5 minutes."""
    overload: float = 0.97
    """Mean load at which fewer steps need no underrun to be called for."""
    roomy: float = 0.7
    """A rung is gone up only if the load there would stay below this."""
    memory: int = 32
    """Blocks that the mean load looks back on, about."""


RULES = Rules()


@dataclass(frozen=True)
class Governor:
    """The state of the machine that decides; `settling` at first, as a start is no trouble."""

    rung: int = 0
    settling: int = 2 * RULES.settle
    calm: int = 0
    """Blocks since the last trouble or change."""
    patience: int = RULES.calm
    """Calm blocks to wait for now."""
    since_up: int = RULES.patience
    """Blocks since a rung was gone up."""
    load: float = 0.0
    """Mean load."""
    lowest: float = float("inf")
    """Least headroom in this calm, in blocks."""


def ladder(wish: Wish) -> list[Answer]:
    """[any] All answers to this wish, the wish itself first."""
    rungs = [Answer(wish.steps, True, 1, False)]
    while rungs[-1].steps > 1:
        rungs.append(replace(rungs[-1], steps=rungs[-1].steps // 2))
    if wish.two_passes:
        rungs.append(replace(rungs[-1], guided=False))
    while rungs[-1].depth < wish.deepest:
        rungs.append(replace(rungs[-1], depth=rungs[-1].depth + 1))
    rungs.append(replace(rungs[-1], fade=True))
    return rungs


def answer(state: Governor, wish: Wish) -> Answer:
    """[any] What holds in this state."""
    rungs = ladder(wish)
    return rungs[min(state.rung, len(rungs) - 1)]


def advance(state: Governor, seen: Seen, wish: Wish, rules: Rules = RULES) -> Governor:
    """[render] The state after one more block; at most one rung further, up or down."""
    rungs = ladder(wish)
    load = seen.block_ms / seen.duration_ms
    state = replace(
        state,
        rung=min(state.rung, len(rungs) - 1),
        load=state.load + (load - state.load) / rules.memory,
        lowest=min(state.lowest, seen.headroom_ms / seen.duration_ms),
        calm=0 if seen.underruns else state.calm + 1,
        since_up=min(state.since_up + 1, rules.patience),
        settling=max(state.settling - 1, 0),
    )
    if state.settling:
        return state
    if state.rung < len(rungs) - 1 and _is_trouble(state, seen, rungs, rules):
        return _down(state, rules)
    if state.rung and state.calm >= state.patience:
        if _has_room(state, rungs, rules):
            return _up(state, rules)
        return replace(state, calm=0, lowest=float("inf"))  # and look at the next calm
    return state


def _is_trouble(state: Governor, seen: Seen, rungs: list[Answer], rules: Rules) -> bool:
    """The sound broke off, or is about to where making blocks faster would help."""
    here, below = rungs[state.rung], rungs[state.rung + 1]
    helps = here.steps != below.steps or here.guided != below.guided
    return seen.underruns > 0 or (helps and state.load > rules.overload)


def _has_room(state: Governor, rungs: list[Answer], rules: Rules) -> bool:
    """Whether the rung above would have done, as far as can be told from this one."""
    here, above = rungs[state.rung], rungs[state.rung - 1]
    if here.depth != above.depth:
        return state.lowest >= here.depth - above.depth + 0.25
    cost = above.steps / here.steps * (1 + (above.guided and not here.guided))
    return here.fade != above.fade or state.load * cost < rules.roomy


def _down(state: Governor, rules: Rules) -> Governor:
    """One rung down; if the last way up led here, the next one is waited for twice as long."""
    failed = state.since_up < state.patience
    patience = min(2 * state.patience, rules.patience) if failed else state.patience
    return _changed(replace(state, rung=state.rung + 1, patience=patience), rules)


def _up(state: Governor, rules: Rules) -> Governor:
    """One rung up; if the last way up has stood the test, waiting is shortened again."""
    stood = state.since_up >= 2 * state.patience
    patience = max(state.patience // 2, rules.calm) if stood else state.patience
    return _changed(replace(state, rung=state.rung - 1, patience=patience, since_up=0), rules)


def _changed(state: Governor, rules: Rules) -> Governor:
    return replace(state, settling=rules.settle, calm=0, lowest=float("inf"))


def words(before: Answer, after: Answer) -> str:
    """[any] What changed, for the player; empty when nothing did."""
    if before.steps != after.steps:
        return _steps(before.steps, after.steps)
    if before.guided != after.guided:
        return "Guidance is back." if after.guided else "Guidance off, for the machine is late."
    if before.depth != after.depth:
        size = f"{after.depth} block{'s' * (after.depth > 1)}"
        if after.depth > before.depth:
            return f"The ring is deeper, {size}, for the sound broke off."
        return f"The ring is back to {size}."
    if before.fade != after.fade:
        return "Fading where the sound breaks off." if after.fade else "No more fading."
    return ""


def _steps(before: int, after: int) -> str:
    some = f"{after} step{'s' * (after > 1)}"
    if after > before:
        return f"{some} again."
    return f"{some} instead of {before}, for the machine is late."
