"""Geometry of the charts: numbers in, positions out; no Django, no markup.

Templates ``charts/_*.html`` turn the geometry into SVG by attributes and classes, so that a
strict content policy needs no exception. Lengths are SVG user units (CSS pixels at size 1),
rounded to two decimals to keep pages small.
"""

from jishi.web.charts.cells import Cells, cells
from jishi.web.charts.columns import Column, Number
from jishi.web.charts.places import Band, Bar, Bars, Cell, band, bars
from jishi.web.charts.spark import Spark, spark
from jishi.web.charts.trend import Tick, Trend, trend

__all__ = [
    "Band",
    "Bar",
    "Bars",
    "Cell",
    "Cells",
    "Column",
    "Number",
    "Spark",
    "Tick",
    "Trend",
    "band",
    "bars",
    "cells",
    "spark",
    "trend",
]
