"""Measurements beside their baselines."""
