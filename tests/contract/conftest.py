"""One platform for the tests that only read, one of its own for each test that breaks things."""

from collections.abc import Iterator

import pytest

from tests.support.demo_platform import DemoPlatform


@pytest.fixture(scope="session")
def platform() -> Iterator[DemoPlatform]:
    """The demo platform at its default scale; leave it as you found it."""
    with DemoPlatform() as running:
        yield running


@pytest.fixture
def small_platform() -> Iterator[DemoPlatform]:
    """A small platform of the test's own."""
    with DemoPlatform(scale=0.05) as running:
        yield running
