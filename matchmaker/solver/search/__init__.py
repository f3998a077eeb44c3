"""Solvers of models, within their time."""
