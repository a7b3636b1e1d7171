"""Jishi 绩事: one ledger for a township."""
