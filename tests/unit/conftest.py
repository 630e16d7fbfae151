"""Settings of the property-based tests: the machine may be busy, the time of one example says nothing."""

from hypothesis import HealthCheck, settings

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
