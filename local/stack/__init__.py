"""Runs the local stack: every process of the Procfile, ready to use with demo people in it."""
