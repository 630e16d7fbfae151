"""Steps from the settings file of one version to that of the next."""

from collections.abc import Callable, Sequence

Values = dict[str, object]
Step = Callable[[Values], Values]

STEPS: tuple[Step, ...] = ()
"""The step from version 1 to 2 comes first; a step may rename keys and change values, never raise."""
CURRENT = 1 + len(STEPS)


def migrate(values: Values, version: int, steps: Sequence[Step] = STEPS) -> Values:
    """Return the values as the current version has them; a newer version's values are taken as they are."""
    for step in steps[max(version - 1, 0) :]:
        values = step(values)
    return values
