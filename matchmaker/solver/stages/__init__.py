"""The stages of a solve, one after the other."""
