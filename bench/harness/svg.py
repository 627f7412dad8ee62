"""Charts as SVG, without any package: lines in two panels that share their x axis, time above memory."""

import math
from xml.sax.saxutils import escape

WIDTH, PANEL, LEFT, TOP, GAP, RIGHT = 640, 220, 64, 44, 40, 190
COLOURS = ["#1f6feb", "#8b949e", "#d29922", "#a371f7"]


class Axis:
    """From values to pixels: logarithmic where they span more than a decade and none is 0."""

    def __init__(self, values, begin, end):
        self.begin, self.end = begin, end
        self.logarithmic = min(values) > 0 and max(values) > 10 * min(values)
        if self.logarithmic:
            self.ticks = [10.0 ** power for power in range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)]
        else:
            step = 10 ** math.floor(math.log10(max(values) or 1))
            step = step / 2 if max(values) / step < 3 else step
            self.ticks = [step * number for number in range(math.ceil(max(values) / step) + 1)]
        self.least, self.most = self._scale(self.ticks[0]), self._scale(self.ticks[-1])

    def _scale(self, value):
        return math.log10(value) if self.logarithmic else value

    def at(self, value):
        return self.begin + (self._scale(value) - self.least) / (self.most - self.least) * (self.end - self.begin)


def _text(x, y, words, anchor="start", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def _panel(series, value, unit, x_axis, top):
    values = [value(point) for points in series.values() for point in points]
    y_axis = Axis(values, top + PANEL, top)
    right = WIDTH - RIGHT
    parts = [_text(LEFT, top - 8, unit)]
    for tick in y_axis.ticks:
        y = y_axis.at(tick)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>' + _text(LEFT - 6, y + 4, f"{tick:,g}", "end"))
    for tick in x_axis.ticks:
        x = x_axis.at(tick)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{top + PANEL}"/>')
    ends = []
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        dots = [(x_axis.at(point.x), y_axis.at(value(point))) for point in points]
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in dots)}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in dots]
        ends.append((dots[-1][1], name, colour))
    # Names stand where their lines end, one below the other.
    last = -math.inf
    for y, name, colour in sorted(ends):
        last = max(y, last + 15)
        parts.append(_text(right + 8, last + 4, name, more=f' fill="{colour}"'))
    return parts


def chart(title, along, series):
    """`series`: name -> points with x, milliseconds and mebibytes."""
    x_axis = Axis([point.x for points in series.values() for point in points], LEFT, WIDTH - RIGHT)
    second = TOP + PANEL + GAP
    bottom = second + PANEL
    parts = [_text(LEFT, 20, title, more=' font-weight="bold"')]
    parts += _panel(series, lambda point: point.milliseconds, "ms", x_axis, TOP)
    parts += _panel(series, lambda point: point.mebibytes, "MiB at most", x_axis, second)
    parts += [_text(x_axis.at(tick), bottom + 16, f"{tick:,g}", "middle") for tick in x_axis.ticks]
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, bottom + 34, along, "middle"))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 44}" width="{WIDTH}" font-family="sans-serif" font-size="12">\n'
            '<style>.grid { stroke: #8884; } text { fill: #768390; } </style>\n<rect width="100%" height="100%" fill="#fff"/>\n'
            + "\n".join(parts) + "\n</svg>\n")
