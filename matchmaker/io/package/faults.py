"""What is wrong with something that was read, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellFault:
    """Why a cell cannot be used: the code of an issue, and what its sentence has to name."""

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def under(self, heading: str) -> "CellFault":
        """Name the heading it stands under."""
        return CellFault(self.code, {**self.parameters, "heading": heading})

    def within(self, cell: str) -> "CellFault":
        """Quote the whole cell, where only a part of it is named."""
        value = self.parameters.get("value", cell)
        if value == cell or value not in cell:  # all of it is quoted already, or its beginning
            return self
        return CellFault(self.code, {**self.parameters, "whole": cell})
