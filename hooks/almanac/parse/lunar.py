"""Days of the Chinese calendar: when each of its months begins, as browsers have it, too (`theme/scripts/reading/lunar.js`)."""

from __future__ import annotations

import datetime
from typing import NamedTuple

# The first days (month and day of ours) of a year's months and, last, of the next year; a leap month bears a plus.
YEARS = {
    2016: "0208 0309 0407 0507 0605 0704 0803 0901 1001 1031 1129 1229 0128",
    2017: "0128 0226 0328 0426 0526 0624 +0723 0822 0920 1020 1118 1218 0117 0216",
    2018: "0216 0317 0416 0515 0614 0713 0811 0910 1009 1107 1207 0106 0205",
    2019: "0205 0307 0405 0505 0603 0703 0801 0830 0929 1028 1126 1226 0125",
    2020: "0125 0223 0324 0423 +0523 0621 0721 0819 0917 1017 1115 1215 0113 0212",
    2021: "0212 0313 0412 0512 0610 0710 0808 0907 1006 1105 1204 0103 0201",
    2022: "0201 0303 0401 0501 0530 0629 0729 0827 0926 1025 1124 1223 0122",
    2023: "0122 0220 +0322 0420 0519 0618 0718 0816 0915 1015 1113 1213 0111 0210",
    2024: "0210 0310 0409 0508 0606 0706 0804 0903 1003 1101 1201 1231 0129",
    2025: "0129 0228 0329 0428 0527 0625 +0725 0823 0922 1021 1120 1220 0119 0217",
    2026: "0217 0319 0417 0517 0615 0714 0813 0911 1010 1109 1209 0108 0207",
    2027: "0207 0308 0407 0506 0605 0704 0802 0901 0930 1029 1128 1228 0126",
    2028: "0126 0225 0326 0425 0524 +0623 0722 0820 0919 1018 1116 1216 0115 0213",
    2029: "0213 0315 0414 0513 0612 0711 0810 0908 1008 1106 1205 0104 0202",
    2030: "0202 0304 0403 0502 0601 0701 0730 0829 0927 1027 1125 1225 0123",
    2031: "0123 0221 0323 +0422 0521 0620 0719 0818 0917 1016 1115 1214 0113 0211",
    2032: "0211 0312 0410 0509 0608 0707 0806 0905 1004 1103 1203 0101 0131",
    2033: "0131 0301 0331 0429 0528 0627 0726 0825 0923 1023 1122 +1222 0120 0219",
    2034: "0219 0320 0419 0518 0616 0716 0814 0913 1012 1111 1211 0109 0208",
    2035: "0208 0310 0408 0508 0606 0705 0804 0902 1001 1031 1130 1229 0128",
}


class Moon(NamedTuple):
    """An ordinary month: its number, its first day and how many days it has."""

    month: int
    first: str
    days: int


def months(year: int) -> list[Moon]:
    """The ordinary months of a year, of which no leap month is one; none of a year that the table does not have."""
    starts = YEARS.get(year, "").split()
    firsts: list[datetime.date] = []
    for start in starts:
        first = datetime.date(year, int(start[-4:-2]), int(start[-2:]))
        late = firsts and first < firsts[-1]
        firsts.append(first.replace(year=year + 1) if late else first)
    found: list[Moon] = []
    for start, first, after in zip(starts, firsts, firsts[1:], strict=False):
        if not start.startswith("+"):
            found.append(Moon(len(found) + 1, first.isoformat(), (after - first).days))
    return found


def day(year: int, month: int, date: int) -> str:
    """A day of the Chinese calendar in ours, as 2021-06-14 of 2021, 5 and 5; empty if it has none, or the table does not have the year."""
    for moon in months(year):
        if moon.month == month and 1 <= date <= moon.days:
            return (datetime.date.fromisoformat(moon.first) + datetime.timedelta(date - 1)).isoformat()
    return ""
