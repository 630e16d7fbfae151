"""Sign-in and what the platform says of itself."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.models.common import Body, Name, RegionCodeText, TimeMs
from desktop.demo_platform.words import Feature, Protocol, RegionLevel

TokenText = Annotated[str, Field(min_length=1, max_length=2048)]


class PlatformBody(Body):
    """What a platform says of itself before anybody has signed in."""

    name: Name
    vendor: Name
    contract: Annotated[Literal["1.0"], Field(description="Version of this contract · 本协议版本")]
    instance_id: Annotated[str, Field(max_length=64, description="Changes when the directory was made anew")]
    time_ms: TimeMs
    protocols: Annotated[list[Protocol], Field(description="Stream protocols on offer · 可用的取流协议")]
    features: Annotated[list[Feature], Field(description="What it offers beyond live streams · 支持的功能")]
    notice: Annotated[str | None, Field(max_length=400, description="Shown at sign-in · 登录页提示")]


class SignInBody(Body):
    """User name, password, and a word about the program that signs in."""

    user: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=256, json_schema_extra={"format": "password"})]
    client: Annotated[str, Field(default="", max_length=128)]


class RefreshBody(Body):
    """A refresh token as it was handed out."""

    refresh_token: TokenText


class RegionRefBody(Body):
    """A region as a step of a path."""

    code: RegionCodeText
    name: Name
    level: RegionLevel


class AccountBody(Body):
    """Who signed in, which region is theirs, and what they may do."""

    user: Annotated[str, Field(max_length=64)]
    display_name: Name
    role: Annotated[str, Field(max_length=64, examples=["duty_officer"])]
    unit: Name
    scope: RegionRefBody
    rights: list[Right]


class SessionBody(Body):
    """Tokens, how long they are good for, and the account."""

    access_token: TokenText
    expires_in_s: Annotated[int, Field(ge=1)]
    refresh_token: TokenText
    refresh_expires_in_s: Annotated[int, Field(ge=1)]
    account: AccountBody
