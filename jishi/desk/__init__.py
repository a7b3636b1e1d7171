"""The desk 案头: what an account keeps about its own work; no fact of the ledger lies here."""
