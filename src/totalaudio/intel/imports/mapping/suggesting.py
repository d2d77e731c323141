"""Suggests a mapping from the headings and from what the columns contain."""

from collections.abc import Sequence

from totalaudio.intel.imports.mapping.aliases import match_heading
from totalaudio.intel.imports.mapping.content import Votes, count_votes
from totalaudio.intel.imports.mapping.targets import LABELS, SHARED, MappedColumn, Mapping, Target

_CERTAIN = 0.8
_DOUBTFUL = 0.2
_LIKELY = 0.5
_MAY_HOLD_EMAIL = frozenset(
    {Target.EMAIL, Target.OTHER_EMAILS, Target.NOTES, Target.CONTACT_METHOD}
)


def suggest_mapping(header: Sequence[str] | None, sample_rows: Sequence[Sequence[str]]) -> Mapping:
    """Suggest a target for each column, with the confidence and the reason in words.

    The heading decides where it is known and the values do not contradict it; otherwise the values
    decide. A column that nothing is known of is skipped.
    """
    width = max((len(row) for row in sample_rows), default=0)
    width = max(width, len(header or ()))
    votes = [
        count_votes([row[index] for row in sample_rows if index < len(row)])
        for index in range(width)
    ]
    headings = [header[index] if header and index < len(header) else "" for index in range(width)]
    columns = [_suggest(heading, vote) for heading, vote in zip(headings, votes, strict=True)]
    return Mapping(tuple(_settle(_fill_gaps(columns, votes))))


def _suggest(heading: str, votes: Votes) -> MappedColumn:
    target, sure, alias = match_heading(heading)
    by_values, share = votes.best()
    if target is not Target.SKIP and not _contradicts(target, votes):
        if _means_country(target, by_values, share):
            target, by_values = Target.COUNTRY, Target.COUNTRY
        agreed = min(1.0, sure + 0.05) if by_values is target else sure
        return MappedColumn(heading, target, round(agreed, 2), _heading_reason(heading, alias))
    if target is Target.SKIP and sure:
        return MappedColumn(
            heading, target, sure, f"“{heading.strip()}” says nothing about a contact."
        )
    if by_values is not Target.SKIP and (share >= _CERTAIN or not heading):
        return MappedColumn(
            heading,
            by_values,
            round(share * 0.95, 2),
            f"{share:.0%} of the values look like {_words(by_values)}.",
        )
    if target is not Target.SKIP:
        reason = f"The heading says {LABELS[target].lower()}, the values are something else."
        return MappedColumn(heading, Target.SKIP, 0.5, reason)
    return MappedColumn(heading, Target.SKIP, 0.0, "Neither the heading nor the values are known.")


def _contradicts(target: Target, votes: Votes) -> bool:
    """Whether the values rule out what the heading says."""
    if votes.filled == 0:
        return False
    if target in {Target.EMAIL, Target.OTHER_EMAILS}:
        return votes.email < _DOUBTFUL and votes.filled > 2
    if target not in _MAY_HOLD_EMAIL and votes.email >= _CERTAIN:
        return target not in {Target.NAME, Target.SUBMISSION_GUIDELINES, Target.PITCH_TIPS}
    return False


def _means_country(target: Target, by_values: Target, share: float) -> bool:
    return target is Target.COVERAGE and by_values is Target.COUNTRY and share >= _CERTAIN


def _heading_reason(heading: str, alias: str) -> str:
    shown = heading.strip()
    if alias == shown.casefold():
        return f"The heading is “{shown}”."
    return f"The heading “{shown}” reads like “{alias}”."


def _words(target: Target) -> str:
    return {
        Target.EMAIL: "e-mail addresses",
        Target.WEBSITE: "web addresses",
        Target.PHONE: "phone numbers",
        Target.SOCIALS: "social media",
        Target.COUNTRY: "countries",
        Target.GENRES: "genres",
    }.get(target, LABELS[target].lower())


def _fill_gaps(columns: list[MappedColumn], votes: list[Votes]) -> list[MappedColumn]:
    """Without headings, guess outlet, name and notes among the columns that are left."""
    for target, look in (
        (Target.OUTLET, "outlets"),
        (Target.NAME, "names of people"),
        (Target.NOTES, "long text"),
    ):
        if any(column.target in {target, Target.FIRST_NAME} for column in columns):
            continue
        free = [
            (_share(target, votes[index]), -index)
            for index, column in enumerate(columns)
            if column.target is Target.SKIP and not column.confidence and votes[index].filled
        ]
        share, index = max(free, default=(0.0, 0))
        if share >= _LIKELY and (target is Target.NOTES or not columns[-index].heading.strip()):
            reason = f"{share:.0%} of the values look like {look}."
            columns[-index] = MappedColumn(
                columns[-index].heading, target, round(share * 0.75, 2), reason
            )
    return columns


def _share(target: Target, votes: Votes) -> float:
    return {Target.OUTLET: votes.outlet, Target.NAME: votes.person}.get(target, votes.long)


def _settle(columns: list[MappedColumn]) -> list[MappedColumn]:
    """Let the surest column have each target; others become other e-mails or notes."""
    best: dict[Target, int] = {}
    for index, column in enumerate(columns):
        holder = best.setdefault(column.target, index)
        if column.confidence > columns[holder].confidence:
            best[column.target] = index
    return [
        column if best[column.target] == index else _second(column, columns[best[column.target]])
        for index, column in enumerate(columns)
    ]


def _second(column: MappedColumn, winner: MappedColumn) -> MappedColumn:
    if column.target is Target.EMAIL:
        reason = (
            f"The main address is in “{winner.heading}”." if winner.heading else "A second address."
        )
        return MappedColumn(column.heading, Target.OTHER_EMAILS, column.confidence, reason)
    if column.target in SHARED:
        return column
    reason = f"“{winner.heading}” is already the {LABELS[column.target].lower()}."
    target = Target.KEEP_IN_NOTES if column.heading.strip() else Target.SKIP
    return MappedColumn(column.heading, target, min(column.confidence, 0.6), reason)
