"""Judging what was read: what contradicts itself, can never be, or will be missed."""
