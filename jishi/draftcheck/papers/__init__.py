"""Strangers' papers read and set: what runs in the confined child, and the words both sides use."""
