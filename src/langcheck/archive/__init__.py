"""Reports kept for good, as tables that other programs read; empty so far."""
