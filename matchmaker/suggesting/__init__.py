"""Who might want to meet whom, by what people write of themselves; every point can be read back."""
