"""Pictures of the network where people would rather look, in the colours and dashes of the map.

They need Matplotlib: `pip install 'azgraph[plots]'`. One picture a module; each comes with a
title that says a finding, its source and day, and what one sees in words.
"""

from azgraph.plots.ego import draw_ego
from azgraph.plots.matrix import draw_matrix
from azgraph.plots.style import Plot, available
from azgraph.plots.tones import draw_tones, pair_name
from azgraph.plots.triads import draw_triads

__all__ = ["Plot", "available", "draw_ego", "draw_matrix", "draw_tones", "draw_triads", "pair_name"]
