"""Words that exist and stand in the wrong place."""
from __future__ import annotations
def find_slips(document): return ()
