"""Figures as text: on the terminal while they are made, and as bench/results.md."""

import datetime
import os
import platform
import subprocess
from pathlib import Path

from harness.timing import execute


def _span(values, digits=2):
    return f"{min(values):.{digits}f} - {max(values):.{digits}f}"


def _milliseconds(seconds):
    return f"{seconds * 1000:,.1f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def case_table(case, figures):
    floor = next(iter(figures))
    best = min(figures[floor].seconds)
    lines = [f"### {case.title}", "", f"Goal: {case.goal}." if case.goal else "", "",
             f"| | ratio to {floor} | least - most | of the best runs | median ms | MiB | runs |" + (" ms a step over psql |" if case.unit > 1 else ""),
             "|---|---|---|---|---|---|---|" + ("---|" if case.unit > 1 else "")]
    for name, figure in figures.items():
        line = (f"| {name} | {figure.ratio:.2f} | {_span(figure.ratios)} | {min(figure.seconds) / best:.2f} | {_milliseconds(figure.median)} | {figure.mebibytes:.0f} "
                f"| {len(figure.seconds)} |")
        if case.unit > 1:
            line += f" {(figure.median - figures[floor].median) * 1000 / case.unit:.2f} |"
        lines.append(line)
    return "\n".join(lines) + "\n"


def traffic_table(rows):
    lines = ["### What the server sees", "", "Statements in its log, times that the client waited for an answer (each connection's greeting and"
             " authentication among them), and connections.", "",
             "| | nothing to do, 200 revisions | one revision |", "|---|---|---|"]
    for name, idle, one in rows:
        lines.append(f"| {name} | " + " | ".join(f"{each.statements} statements, {each.turns} waits, {each.connections} connections"
                                               for each in (idle, one)) + " |")
    return "\n".join(lines) + "\n"


def curve_table(name, curve, series, exponent):
    """One line for each x; below it how each series grows."""
    lines = [f"### {curve.title}: {curve.along}", "", f"![chart](../docs/charts/{name}.svg)", "",
             f"| {curve.along} | " + " | ".join(f"{each} ms | own ms | MiB" for each in series) + " |", "|---|" + "---|---|---|" * len(series)]
    for x in sorted({point.x for points in series.values() for point in points}):
        cells = [next((f"{_milliseconds(point.milliseconds / 1000)} | {_milliseconds(point.processor / 1000)} | {point.mebibytes:.0f}"
                      for point in points if point.x == x), " | | ")
                 for points in series.values()]
        lines.append(f"| {x:,g} | " + " | ".join(cells) + " |")
    measures = {"time": lambda point: point.least, "own processor time": lambda point: point.processor, "memory": lambda point: point.mebibytes}
    for what, value in measures.items():
        grown = {each: exponent(points, value) for each, points in series.items()}
        lines += ["", f"Exponent of the {what} in the last decade: "
                  + ", ".join(f"{each} {'-' if number is None else f'{number:.2f}'}" for each, number in grown.items()) + "."]
    lines += ["", f"Expected: {curve.expected}."]
    return "\n".join(lines) + "\n"


def machine(bench, program, arguments, tools):
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 30
    lines = ["# Results", "", f"Written by `{program}{' ' if arguments else ''}{' '.join(arguments)}`; [README.md](README.md) tells how it measures.", "",
             f"{datetime.date.today()}, {model}, {os.cpu_count()} processors, {memory} GiB, Linux {platform.release()}, "
             f"load {os.getloadavg()[0]:.1f} at the start. PostgreSQL {bench.server.version()}.", ""]
    commit = subprocess.run(["git", "-C", Path(__file__).parent, "describe", "--always", "--dirty"], capture_output=True, text=True)
    for tool in tools:
        of = f", {commit.stdout.strip()}" if tool.name == "deed" and not commit.returncode else ""
        lines.append(f"- {tool.name}: {_version(tool)}{of}")
    return "\n".join(lines) + "\n"


def _version(tool):
    pinned = {"node-pg-migrate": "8.0.4", "golang-migrate": "4.20.1"}
    if tool.name in pinned:
        return pinned[tool.name]
    output = execute(tool.version()).output.strip().splitlines()[0]
    return output.split()[-1].lstrip("v")
