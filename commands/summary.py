"""What came of a file of items, in one line for stderr."""

from osint_kit.bulk.tally import Distinct, Tally

REASONS_SHOWN = 8


def summary(tally: Tally, numbers: Distinct, done_before: int) -> str:
    """Rows, distinct numbers where there were any, valid ones, and problems by reason, the most frequent first.

    ``done_before`` are rows of an earlier run that this one carried on with: they are not counted again.
    """
    parts = [_count(tally.rows, "row")]
    if done_before:
        parts[0] += f" after the {done_before:,} that were there"
    if len(numbers):
        about = "" if numbers.exact else "about "
        parts.append(f"{about}{_count(len(numbers), 'distinct number')}, {tally.valid:,} valid")
    shown = tally.reasons.most_common(REASONS_SHOWN)
    rest = tally.reasons.total() - sum(count for _, count in shown)
    reasons = [f"{count:,} {reason}" for reason, count in shown] + ([f"{rest:,} for other reasons"] if rest else [])
    problems = _count(tally.reasons.total(), "problem")
    parts.append(f"{problems}: {'; '.join(reasons)}" if reasons else "no problems")
    return "; ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
