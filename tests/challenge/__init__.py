"""Minimal pairs by context: a sentence that must flag, and its near-miss that must stay silent."""
