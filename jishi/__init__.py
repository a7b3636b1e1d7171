"""Jishi 绩事: one ledger for a township."""

__version__ = "0.1.0"
