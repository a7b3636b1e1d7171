"""Reminders 该办的: what ends soon, is missing or stays open, declared like the figures."""
