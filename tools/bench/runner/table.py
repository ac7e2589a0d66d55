"""Medians and ratios, and the tables of them."""

import statistics


def median(values, cell, contestant):
    figures = values.get((cell.name, contestant.name))
    return statistics.median(figures) if figures else None


def ratio(values, cell, over, under):
    """The median of the ratios of each turn, which a slow spell changes least."""
    pairs = zip(values.get((cell.name, over.name), []), values.get((cell.name, under.name), []))
    ratios = [a / b for a, b in pairs if b > 0]
    return statistics.median(ratios) if ratios else None


def figure(number):
    if number is None:
        return "-"
    if number >= 1000:
        return f"{number:,.0f}"
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def markdown(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def floors_table(cells, own, values):
    """Fermata beside the floor, with each compiler."""
    head = ["ns an event", *(each.name for each in own), "g++: x floor", "clang: x floor", "must",
            "stretch"]
    rows = []
    for cell in cells:
        medians = [figure(median(values, cell, each)) for each in own]
        if set(medians) == {"-"}:
            continue
        ratios = [ratio(values, cell, own[i], own[i + 1]) for i in range(0, len(own), 2)]
        limits = [f"{limit:g}" if limit else "" for limit in (cell.must, cell.stretch)]
        rows.append([cell.name, *medians, *(f"{r:.2f}" if r else "-" for r in ratios), *limits])
    return markdown(head, rows)


def probes_table(cells, contenders, values):
    """Fermata under each probe beside the first, which has none."""
    plain, *probed = contenders
    rows = []
    for cell in cells:
        if median(values, cell, plain) is None:
            continue
        row = [cell.name, figure(median(values, cell, plain))]
        for each in probed:
            row += [figure(median(values, cell, each)), f"{ratio(values, cell, each, plain):.2f}"]
        rows.append(row)
    names = [each.name.removeprefix("fermata, ") for each in contenders]
    head = ["g++, ns an event", names[0], *(word for name in names[1:] for word in (name, "x"))]
    return markdown(head, rows) if rows else ""


def peers_table(cells, ours, peers, values):
    """What the peers take, and how many times Fermata's figure that is."""
    there = [peer for peer in peers
             if any((cell.name, peer.name) in values for cell in cells)]
    head = ["ns an event", ours.name, *(f"{peer.name} | x" for peer in there)]
    rows = []
    for cell in cells:
        mine = median(values, cell, ours)
        if not cell.pairs or mine is None:
            continue
        row = [cell.name, figure(mine)]
        for peer in there:
            theirs = median(values, cell, peer)
            row += [figure(theirs), figure(theirs / mine) if theirs else "-"]
        rows.append(row)
    flat = [part for word in head for part in word.split(" | ")]
    return markdown(flat, rows)


def growth_table(cells, own, values):
    """How a figure grows with what is pending, from a thousand on."""
    grown = [cell for cell in cells if "growth" in cell.tags]
    if not grown or median(values, grown[0], own[0]) is None:
        return ""
    rows = []
    for each in own:
        base = median(values, grown[0], each)
        figures = [median(values, cell, each) for cell in grown]
        rows.append([each.name, *(f"{f / base:.1f}" if f and base else "-" for f in figures)])
    return markdown(["x the figure of 1k", *(cell.name for cell in grown)], rows)


def plain_table(head, cells, contestant, values, per_second=False):
    rows = []
    for cell in cells:
        number = median(values, cell, contestant)
        if number is not None:
            rate = [figure(1e9 / number)] if per_second else []
            rows.append([cell.name, figure(number), *rate])
    return markdown(head, rows) if rows else ""


def times_asyncio(scenario, values):
    """How many times a sleep of a scenario file asyncio's own takes, where both were measured."""
    ours = values.get(("W11, a sleep in a scenario", scenario.name), [])
    theirs = values.get(("W1, 1k", "asyncio"), [])
    ratios = [a / b for a, b in zip(theirs, ours) if b > 0]
    if not ratios:
        return ""
    return f"\nasyncio's own sleep takes {figure(statistics.median(ratios))} times as long.\n"


def as_json(cells, contestants, values):
    rows = []
    for cell in cells:
        for each in contestants:
            figures = values.get((cell.name, each.name))
            if figures:
                rows.append({"cell": cell.name, "workload": cell.workload,
                             "size": list(getattr(cell, each.speed)), "contestant": each.name,
                             "unit": cell.unit, "median": statistics.median(figures),
                             "all": figures})
    return rows
