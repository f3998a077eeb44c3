"""The optimisation: the only place that knows ortools."""
