"""Whether text and shapes in the brand's colours can be seen: WCAG 2.2, AA."""

import colorsys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shared.brand.model import Brand, Colours

TEXT, SHAPE = 4.5, 3.0

# The grounds and inks that are every portal's, as in static_web/src/styles/tokens.css; a test holds them equal.
GROUNDS = {
    "light": {
        "card": "#FFFFFF",
        "paper": "#F7F6F2",
        "ink": "#14252E",
        "ground of what is due": "#FDECEA",
        "ground of what is paid": "#E7F5EC",
    },
    "dark": {
        "card": "#12242F",
        "paper": "#0B1820",
        "ink": "#E8EEF1",
        "ground of what is due": "#3B1714",
        "ground of what is paid": "#10301F",
    },
}
_PAIRS: tuple[tuple[str, str, float], ...] = (
    ("on_bar", "bar", TEXT),
    ("on_bar", "bar_hover", TEXT),
    ("accent", "bar", TEXT),
    ("action", "card", TEXT),
    ("action", "paper", TEXT),
    ("action", "ground of what is due", TEXT),
    ("action", "ground of what is paid", TEXT),
    ("on_action", "action", TEXT),
    ("on_action", "action_hover", TEXT),
    ("action_hover", "action_soft", TEXT),
    ("ink", "action_soft", TEXT),
    ("focus", "card", SHAPE),
    ("focus", "paper", SHAPE),
    ("chart_a", "card", SHAPE),
    ("chart_b", "card", SHAPE),
    ("chart_c", "card", SHAPE),
)


class Pair(NamedTuple):
    """Two colours that stand on one another in a scheme; `wanted` is the least contrast, `found` what they have."""

    scheme: str
    front: str
    back: str
    front_colour: str
    back_colour: str
    wanted: float
    found: float

    @property
    def good(self) -> bool:
        return self.found >= self.wanted

    @property
    def key(self) -> str:
        """The key to change: the colour in front, where it is the brand's."""
        name = self.back if self.front == "ink" else self.front
        return f"colours.{self.scheme}.{_camel(name)}"

    @property
    def says(self) -> str:
        """The pair with its figures."""
        what = "text" if self.wanted == TEXT else "a shape"
        on = f"{_camel(self.front)} {self.front_colour} on {_camel(self.back)} {self.back_colour}"
        return f"{on} has a contrast of {self.found:.1f}, and {what} needs {self.wanted:.1f}"


def faults(brand: Brand) -> Iterator[tuple[str, str]]:
    """Key and reason of each colour that cannot be seen, with one that can everywhere it stands, where one is near."""
    every = list(pairs(brand))
    bad: dict[str, list[Pair]] = {}
    for pair in every:
        if not pair.good:
            bad.setdefault(pair.key, []).append(pair)
    for key, found in bad.items():
        worst = min(found, key=lambda pair: pair.found)
        grounds = [(pair.back_colour, pair.wanted) for pair in every if pair.key == key and pair.front == worst.front]
        better = "" if worst.front == "ink" else nearest(worst.front_colour, grounds)
        yield key, worst.says + (f"; {better} does" if better else "")


def pairs(brand: Brand) -> Iterator[Pair]:
    """Everything that stands on something else, in both schemes."""
    for scheme, colours in (("light", brand.colours.light), ("dark", brand.colours.dark)):
        for front, back, wanted in _PAIRS:
            one, other = _colour(colours, scheme, front), _colour(colours, scheme, back)
            yield Pair(scheme, front, back, one, other, wanted, contrast(one, other))


def _colour(colours: Colours, scheme: str, name: str) -> str:
    return GROUNDS[scheme].get(name) or str(getattr(colours, name))


def contrast(one: str, other: str) -> float:
    """Between 1 and 21, by relative luminance."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def nearest(front: str, grounds: Iterable[tuple[str, float]]) -> str:
    """The same hue, as little darker or lighter as does on all grounds; empty where neither does."""
    hue, light, full = colorsys.rgb_to_hls(*_parts(front))
    wanted = list(grounds)
    for step in range(1, 101):
        for moved in (light - step / 100, light + step / 100):
            if 0 <= moved <= 1:
                tried = "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, moved, full))
                if all(contrast(tried, back) >= least for back, least in wanted):
                    return tried
    return ""


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
