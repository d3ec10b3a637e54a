"""What one machine carries, worked out from what was measured on it, and from what is assumed of those
who would use it."""

import statistics
import textwrap

# People at work in one council's children's services, and what each causes in a working day: what is
# recorded, decided and disclosed. An improvement programme alone is hundreds of events a day.
PEOPLE, EVENTS_A_DAY, DAYS_A_YEAR = 500, 100, 250
# A day's events come within eight hours, and ten times as many in the busiest second as on average.
DAY_SECONDS, PEAK = 8 * 3_600, 10
COUNCILS = {"a council": 1, "a region of 15 councils": 15, "England, 153 councils": 153}


def median(runs, measure):
    return statistics.median(run[measure] for run in runs)


def measured(results):
    """The figures that all else follows from; None while one of them is missing."""
    if not {"append-64", "append-batch", "disk", "grow"} <= set(results):
        return None
    grown = results["grow"]
    return {"single": median(results["append-64"]["runs"]["daybook"], "rate"),
            "batches": median(results["append-batch"]["runs"]["daybook"], "rate"),
            "grown": grown["sizes"][-1],
            "grown_single": median(grown["runs"]["large"], "single_rate"),
            "grown_batches": statistics.median(step["rate"] for step in grown["memory"][-3:]),
            "bytes": results["disk"]["bytes"]["daybook"]}


def gigabytes(count):
    return f"{count / 1e9:,.0f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"


def table(results):
    """Lines of Markdown; none while there is too little to go by."""
    figures = measured(results)
    if not figures:
        return []
    lines = ["| one book for | events a day | in the busiest second | of what one machine appends to a grown "
             "book | disk a year |", "|---|---|---|---|---|"]
    for who, councils in COUNCILS.items():
        day = councils * PEOPLE * EVENTS_A_DAY
        busiest = day / DAY_SECONDS * PEAK
        year = day * DAYS_A_YEAR
        lines.append(f"| {who} | {day:,} | {busiest:,.0f} | {100 * busiest / figures['grown_single']:.1f} % | "
                     f"{gigabytes(year * figures['bytes'])} |")
    return lines


def sentence(results):
    figures = measured(results)
    if not figures:
        return ""
    cores = results["append-64"]["machine"]["cores"]
    return textwrap.fill(
        f"On {cores} cores, shared with the clients that ask, it takes in {round(figures['single'], -2):,.0f} "
        "single events a second from 64 connections, each answered when it is synced and signed, and "
        f"{round(figures['batches'], -2):,.0f} in batches of 100, into a book that is empty; into one of "
        f"{figures['grown']:,}, {round(figures['grown_single'], -2):,.0f} and "
        f"{round(figures['grown_batches'], -2):,.0f}. An event of 500 bytes takes "
        f"{figures['bytes']:,.0f} bytes of disk with all that is kept of it: 1 TB holds "
        f"{1e6 / figures['bytes']:,.0f} million.", 110)
