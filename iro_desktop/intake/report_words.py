"""An import's report as a person reads it: counts, then what was rejected, then what to look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from iro_desktop.intake.remarks import Place, Remark
from iro_desktop.intake.report import ImportReport

_LINES_NAMED = 5


def report_words(report: ImportReport, recovery_code: str = "", *, every_line: bool = False) -> str:
    """Return the report as lines of text. Lines of the same sort are counted and the first few named,
    unless `every_line`."""
    parts = [_table(report), *_section("Not imported", report.rejected, every_line=every_line)]
    parts += _section("Imported; please look", report.noted, every_line=every_line)
    if recovery_code:
        parts.append(
            "A new caseload was made. Print this recovery code and keep it locked away; it is not shown "
            f"again, and without it a forgotten passphrase loses everything:\n\n  {recovery_code}"
        )
    return "\n\n".join(parts)


def _table(report: ImportReport) -> str:
    lines = [f"{'':10}{'created':>9}{'updated':>9}{'unchanged':>11}{'rejected':>10}"]
    for place in Place:
        counts = report.counts[place]
        lines.append(
            f"{place.value:10}{counts.created:>9}{counts.updated:>9}{counts.unchanged:>11}{counts.rejected:>10}"
        )
    return "\n".join(lines)


def _section(title: str, remarks: Iterable[Remark], *, every_line: bool) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        groups[remark.file, remark.column, remark.reason].append(remark)
    if groups:
        yield "\n".join([f"{title}:", *(_group(group, every_line=every_line) for group in groups.values())])


def _group(group: list[Remark], *, every_line: bool) -> str:
    first = group[0]
    where = f"{first.file}, {first.column}" if first.column else first.file
    return f"  {where}{_line_words(group, every_line=every_line)}\n    {first.reason} {first.what_to_do}"


def _line_words(group: list[Remark], *, every_line: bool) -> str:
    lines = [remark.line for remark in group]
    if not any(lines):
        return "" if len(lines) == 1 else f" ({len(lines)} times)"
    named = lines if every_line else lines[:_LINES_NAMED]
    words = ("line " if len(lines) == 1 else "lines ") + ", ".join(str(line) for line in named)
    left = len(lines) - len(named)
    return f", {words}" + (f" and {left} more" if left else "")
