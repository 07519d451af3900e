"""How a report comes to what it says, what it cannot say, and which data it read."""

from __future__ import annotations

from azgraph.reports.document import Line, Section
from azgraph.reports.network_sections import cautions_lines
from azgraph.reports.review_words import Words, counted, joined
from azgraph.reviews import Review


def method_section(told: Review) -> Section:
    """The rules under the findings, each in a sentence."""
    half_life = told.after.graph["half_life"]
    rules = {
        "Ties": "a record joins two states if a voice reports it and none denies it, and if it surely stands "
        "or has happened on the day. What a ministry or an office-holder does counts for the state",
        "Tone": "the mean of the weights that the ontology gives to kinds of records, from \N{MINUS SIGN}10 "
        "(to shoot down) to +10; a standing relation counts fully, an event half after every "
        f"{half_life:g} days",
        "Sign": "that of the tone: cooperative above 0, strained below. Close to 0 it says little; that one "
        "record less would turn it is said where it is so",
        "Triads": "structural balance after Heider (1946) and Cartwright and Harary (1956); the least number "
        "of pairs that stand against it after Harary (1959)",
        "Between": "shortest paths after Freeman (1977), through cooperative pairs",
        "Days": "every day on which a record comes to count or ceases to is looked at. What has no date, "
        f"{counted(len(told.undated), 'record')} of all sorts, counts from the last day that its source "
        "covers; what a source takes for granted counts from the first",
        "Conclusions": "they follow from the records by these rules alone; nobody has picked them",
    }
    return Section("Method", tuple(Line(head, text) for head, text in rules.items()))


def limits_section(told: Review, words: Words, *, drawn: bool) -> Section:
    """What the report cannot say, and why."""
    early, late = (
        {record for _, _, data in signed.edges(data=True) for record in data["records"]}
        for signed in (told.before, told.after)
    )
    left = told.network.graph["left_out"]
    texts = [line.text for line in cautions_lines(told)]
    if len(told.terms.sources) == 1:
        texts.append(
            "One source is one voice's choice of what to tell. The report knows what it says and by whom, "
            "not what is true"
        )
    if len(early) * 2 < len(late):
        texts.append(
            f"On {words.day(told.first)} only {counted(len(early), 'record')} surely made ties, so what is "
            "said of that day stands on little"
        )
    if left:
        most = joined(f"{words.name(thing)} ({n})" for thing, n in left.most_common(3))
        many = counted(len(left), "thing").capitalize()
        things = f"{many} that stand for none are left out with their ties"
        one = f"One thing that stands for none is left out with its ties: {most}"
        left_out = f"{things}, most of all {most}" if len(left) > 1 else one
        texts.append(f"The measures are those of states. {left_out}")
    if not drawn:
        texts.append(
            "Pictures are left out, as Matplotlib is not installed: pip install 'azgraph[plots]' brings it"
        )
    return Section("Limits", tuple(Line("", text) for text in texts))


def data_section(told: Review, words: Words) -> Section:
    """The version of the package, the checksum of each file, and the sources by title and day."""
    lines = [Line("Made with", f"azgraph {told.version.package}")]
    lines += [Line("Data", f"{name}, SHA-256 {digest}") for name, digest in told.version.files]
    cited = {c.source: c for s in told.account.statements.values() for c in s.citations}
    for source in told.terms.sources:
        claim = cited.get(source.name)
        title = f"“{claim.title}”" if claim else source.name
        issued = f", published on {words.day(source.issued)}" if source.issued else ""
        lines.append(
            Line(source.name, f"{title}{issued}" + (f", {claim.url}" if claim and claim.url else ""))
        )
    return Section("The data, to be cited", tuple(lines))
