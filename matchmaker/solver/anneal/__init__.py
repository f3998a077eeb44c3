"""Simulated annealing in machine code."""
