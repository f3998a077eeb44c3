"""What may be planned, and the models of it: variables and rules."""
