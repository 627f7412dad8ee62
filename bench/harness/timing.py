"""Whole processes: how long they take and how much memory, run by run in turn."""

import dataclasses
import os
import statistics
import subprocess
import tempfile
import time
from typing import Callable


@dataclasses.dataclass
class Command:
    words: list
    directory: str = "."
    environment: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Run:
    seconds: float
    # Of the process itself and of those that it waited for, not of the server: no busy machine disturbs it.
    processor_seconds: float
    code: int
    output: str


@dataclasses.dataclass
class Contestant:
    name: str
    command: Command
    prepare: Callable = lambda: None  # before each run, not timed
    rounds: int = 1000  # of those of the case at most: some take minutes
    per: int = 1  # a run's work is this many units
    code: int = 0  # that a run ends with


@dataclasses.dataclass
class Figures:
    seconds: list = dataclasses.field(default_factory=list)
    ratios: list = dataclasses.field(default_factory=list)
    mebibytes: float = 0

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def ratio(self):
        return statistics.median(self.ratios)


def execute(command):
    """Runs it with nothing on its standard input."""
    environment = {**os.environ, **{name: str(value) for name, value in command.environment.items()}}
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command.words], cwd=command.directory, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=errors, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return Run(seconds, usage.ru_utime + usage.ru_stime, process.returncode, errors.read().decode(errors="replace"))


def peak_memory(command):
    """MiB at most of the process and of those that it waited for. By way of time(1): what a child takes over from Python counts as its own."""
    with tempfile.NamedTemporaryFile("r") as report:
        run = execute(dataclasses.replace(command, words=["/usr/bin/time", "-f", "%M", "-o", report.name, *command.words]))
        return run, int(report.read().split()[-1]) / 1024


def insist(contestant, run):
    if run.code != contestant.code:
        raise RuntimeError(f"{contestant.name}: exit code {run.code}: {contestant.command.words}\n{run.output[-3000:]}")


def _warm_up(contestant):
    """One run that only memory is taken of, so that nobody's first run reads its program from the disk."""
    contestant.prepare()
    run, mebibytes = peak_memory(contestant.command)
    insist(contestant, run)
    return mebibytes


def compare(contestants, rounds):
    """Name -> Figures. Each round runs everybody once, beginning with another one each time, and gives each the ratio to the first of the list."""
    figures = {contestant.name: Figures(mebibytes=_warm_up(contestant)) for contestant in contestants}
    for number in range(rounds):
        turn = number % len(contestants)
        seconds = {}
        for contestant in contestants[turn:] + contestants[:turn]:
            if number >= contestant.rounds:
                continue
            contestant.prepare()
            run = execute(contestant.command)
            insist(contestant, run)
            seconds[contestant.name] = run.seconds
        floor = seconds[contestants[0].name]
        for name, value in seconds.items():
            figures[name].seconds.append(value)
            figures[name].ratios.append(value / floor)
    return figures
