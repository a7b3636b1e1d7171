"""How fast Jishi is, against a floor measured beside it in the same run (docs/bench.md)."""
