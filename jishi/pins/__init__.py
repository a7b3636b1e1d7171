"""Pinned numbers 钉住的数: a figure that left the house, and whether it is still so."""
