"""Market prices: RCEm and RCE, net, in grosze for a MWh.

RCEm of the months in `RCEM` is as the operator published it; every other value, and all of RCE, is invented.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from local.billing_system.energy.consumption import times_of
from local.billing_system.energy.shapes import kind_of, sun_weight
from local.billing_system.numbers import Ids, noise, noises
from local.billing_system.plans import days_in, month_of, month_start
from shared.billing_contract import MarketPrices, PriceVersion

RCEM = {
    (2024, 9): (22262,), (2024, 10): (28992,), (2024, 11): (39904,), (2024, 12): (47023, 46828),
    (2025, 1): (48001,), (2025, 2): (44202,), (2025, 3): (18296,), (2025, 4): (16319,), (2025, 5): (21697,),
    (2025, 6): (13630,), (2025, 7): (28483,), (2025, 11): (38288,), (2025, 12): (46608,),
}  # fmt: skip
_USUAL = (430, 400, 230, 190, 200, 170, 250, 260, 270, 320, 400, 450)
"""About so much RCEm was in each month, in zloty, where it is invented."""

PUBLISHED_ON = 11
CORRECTED_AFTER = timedelta(days=330)
QUARTERS_SINCE = date(2025, 10, 1)
_SEED = 19


def rcem_versions(month: int, day: date) -> list[PriceVersion]:
    """Return what of the month's RCEm is published on a day, the newest last."""
    start, first = month_start(month), month_start(month + 1).replace(day=PUBLISHED_ON)
    usual = _USUAL[start.month - 1] * 100
    values = RCEM.get((start.year, start.month)) or (round(usual * (0.85 + 0.3 * noise(_SEED, 1, month))),)
    versions = [
        PriceVersion(version=n + 1, price=value, published_on=first + n * CORRECTED_AFTER)
        for n, value in enumerate(values)
    ]
    return [version for version in versions if version.published_on <= day]


@lru_cache(maxsize=3_000)
def rce_of(day: date) -> list[int]:
    """Return the prices of a day: of its hours, since autumn 2025 of its quarter-hours."""
    level = _USUAL[day.month - 1] * 135 * (0.8 + 0.4 * noise(_SEED, 2, day.toordinal()))
    level *= 1 if kind_of(day) == "workday" else 0.82
    sunny = noise(_SEED, 3, day.toordinal())
    jitter = noises(100, _SEED, 4, day.toordinal())
    prices: list[int] = []
    for n, (wall, winter) in enumerate(times_of(day)):
        evening = max(0.0, 1 - abs(wall - 19.5) / 3.5)
        morning = max(0.0, 1 - abs(wall - 8) / 2.5)
        night = 0.78 if wall < 6 or wall >= 23 else 1.0
        sun = sun_weight(day.month, winter) * sunny * (1.25 if 4 <= day.month <= 9 else 0.5)
        prices.append(round(level * (0.96 + 0.08 * jitter[n]) * (night + 0.7 * evening + 0.25 * morning - sun)))
    if day >= QUARTERS_SINCE:
        return prices
    return [round(sum(prices[n : n + 4]) / 4) for n in range(0, len(prices), 4)]


def market_prices(ids: Ids, place: int, day: date, since: date) -> Iterator[tuple[str, MarketPrices]]:
    """Yield what is known on a day, tomorrow's prices among it, of the months that may differ from those of `since`."""
    tomorrow = day + timedelta(days=1)
    for month in range(max(0, month_of(since) - 1), month_of(tomorrow) + 1):
        start = month_start(month)
        count = min(days_in(month), (tomorrow - start).days + 1)
        yield (
            ids.make(place, "market_prices", month * 2),
            MarketPrices(
                index="RCE",
                month=start,
                resolution="quarter_hour" if start >= QUARTERS_SINCE else "hour",
                prices=[price for n in range(count) for price in rce_of(start + timedelta(days=n))],
            ),
        )
    for month in range(month_of(day) + 1):
        versions = rcem_versions(month, day)
        if versions:
            yield (
                ids.make(place, "market_prices", month * 2 + 1),
                MarketPrices(
                    index="RCEm",
                    month=month_start(month),
                    resolution="month",
                    prices=[versions[-1].price],
                    versions=versions,
                ),
            )
