"""Ways to carry encoded pictures over HTTP: MPEG-TS and FLV."""

from types import MappingProxyType

from desktop.demo_platform.media.packaging.base import Packager
from desktop.demo_platform.media.packaging.flv import FlvPackager
from desktop.demo_platform.media.packaging.ts import TsPackager
from desktop.demo_platform.media.packaging.units import UnitsPackager

PACKAGERS: MappingProxyType[str, type[Packager]] = MappingProxyType(
    {"http-ts": TsPackager, "http-flv": FlvPackager, "units": UnitsPackager}
)

__all__ = ["PACKAGERS", "Packager"]
