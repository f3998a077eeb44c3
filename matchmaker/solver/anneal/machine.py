"""Machine code: made when it is first called, and kept for the next time where that can be."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit
from numba.core.caching import FunctionCache
from numba.core.cpu import CPUTargetOptions

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """Compile a function of numbers and arrays when it is first called, and keep what comes out.

    Machine code of this package makes no arrays, so counting who uses them (numba's `_nrt`) is
    switched off where numba can do that: with it a step takes eight times as long.
    """
    compile_it: Any = njit
    shelf: Any = Shelf
    uncounted = {"_nrt": False} if hasattr(CPUTargetOptions, "_nrt") else {}
    machine_code = compile_it(nogil=True, **uncounted)(function)
    try:
        machine_code._cache = shelf(function)  # noqa: SLF001 - what `enable_caching` does
    except RuntimeError:  # no folder that could keep it can be written to
        _NOT_KEPT.append(function.__name__)
    kept: Compiled = machine_code
    return kept


_NOT_KEPT: list[str] = []


def is_kept() -> bool:
    """Whether machine code is kept for the next time."""
    return not _NOT_KEPT


class Shelf(FunctionCache):
    """Where the machine code of a function is kept on the disk.

    What is found there may be of another version of this program, whose words are gone, or damaged.
    Either costs the time to compile once more, never a plan.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:  # noqa: ANN401 - as numba has it
        """Read machine code back; None, so that it is made anew, where that cannot be done."""
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except Exception:  # noqa: BLE001 - unreadable bytes fail in any way there is
            self._replace(self.flush)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:  # noqa: ANN401 - as numba has it
        """Keep machine code, unless the disk refuses it."""
        keep = super().save_overload
        self._replace(lambda: keep(sig, data))  # type: ignore[no-untyped-call]

    def _replace(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError:
            _NOT_KEPT.append(self._py_func.__name__)
            self.disable()  # type: ignore[no-untyped-call]
