"""Lanes and transports for tests against a misbehaving server."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from desktop.lanes import Lanes

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    """Real lanes, closed at the end."""
    lanes = Lanes()
    yield lanes
    lanes.close()
