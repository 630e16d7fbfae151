"""A mouse on an X display, as the X server's test extension moves it: the application sees real input."""

import ctypes
import time
from types import TracebackType
from typing import Self

from desktop.check.processes import StartError

LEFT = 1
WHEEL_UP = 4
WHEEL_DOWN = 5
PRESSED_S = 0.03
"""How long a click holds the button."""
_NOTCH_S = 0.02
_NOW = 0
_ANY_SCREEN = -1


class Mouse:
    """Moves and clicks on one display; a context manager. StartError where the system has no libXtst."""

    def __init__(self, display: str) -> None:
        try:
            self._x11 = ctypes.CDLL("libX11.so.6")
            self._xtst = ctypes.CDLL("libXtst.so.6")
        except OSError as error:
            raise StartError(
                "没有 libXtst，请先运行 installer/start（libXtst is missing; run installer/start first）"
            ) from error
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._xtst.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, *(ctypes.c_int,) * 3, ctypes.c_ulong]
        self._xtst.XTestFakeButtonEvent.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_ulong,
        ]
        self._display: int | None = self._x11.XOpenDisplay(display.encode())
        if not self._display:
            raise StartError(f"无法连接显示 {display}（cannot connect to the display）")

    def move(self, x: int, y: int) -> None:
        """Put the mouse on a pixel of the screen."""
        self._xtst.XTestFakeMotionEvent(self._display, _ANY_SCREEN, x, y, _NOW)
        self._x11.XSync(self._display, 0)

    def click(self, x: int, y: int, button: int = LEFT) -> float:
        """Click on a pixel; return the monotonic seconds at which the button went down."""
        self.move(x, y)
        self._button(button, down=True)
        pressed = time.monotonic()
        time.sleep(PRESSED_S)
        self._button(button, down=False)
        return pressed

    def wheel(self, x: int, y: int, notches: int) -> None:
        """Turn the wheel on a pixel: up (away from the person) where `notches` is above 0."""
        self.move(x, y)
        button = WHEEL_UP if notches > 0 else WHEEL_DOWN
        for _ in range(abs(notches)):
            self._button(button, down=True)
            self._button(button, down=False)
            time.sleep(_NOTCH_S)

    def close(self) -> None:
        """Close the connection to the display."""
        if self._display:
            self._x11.XCloseDisplay(self._display)
            self._display = None

    def _button(self, button: int, *, down: bool) -> None:
        self._xtst.XTestFakeButtonEvent(self._display, button, int(down), _NOW)
        self._x11.XSync(self._display, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
