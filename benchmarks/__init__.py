"""Ratios of the application against the bare work nobody can avoid: both sides in turn, in one run."""
