"""A whole county made up from a seed: real names of villages, everything below them invented."""
