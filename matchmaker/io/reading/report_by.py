"""The setting Report by: the columns by which results are told apart."""

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.settings import Settings


def read_report_by(settings: Settings, groups: GroupFinder, findings: Findings) -> tuple[str, ...]:
    """Find the columns that are named, and keep what stands in them with the plan."""
    keys = []
    for heading in settings.values["report_by"]:
        attribute = groups.attributes.called(heading)
        if isinstance(attribute, CellFault):
            findings.fault(attribute, settings.places["report_by"])
        else:
            groups.attributes.name(attribute, findings)
            keys.append(attribute.key)
    return tuple(dict.fromkeys(keys))
