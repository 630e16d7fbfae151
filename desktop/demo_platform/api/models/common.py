"""Types that several bodies share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    """Base of all bodies: unknown members of a request are ignored, members of an answer are as declared."""

    model_config = ConfigDict(frozen=True, extra="ignore")


CameraIdText = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{20}$",
        description="20-digit device ID, GB/T 28181-2022 Annex E.1 · 20 位设备编码",
        examples=["43132100041328000874"],
    ),
]
RegionCodeText = Annotated[
    str,
    Field(
        max_length=32,
        description="Division code (4, 6, 9 or 12 digits), or village code + '-NN' for a ten-household group"
        " · 行政区划代码; 十户联防组为村代码加 -NN",
        examples=["431321103"],
    ),
]
TimeMs = Annotated[int, Field(ge=0, lt=2**53, description="UTC milliseconds since 1970 · UTC 毫秒")]
Cursor = Annotated[
    str, Field(max_length=64, description="Opaque; give it back as it came · 不透明, 原样带回")
]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Name = Annotated[str, Field(max_length=200)]
