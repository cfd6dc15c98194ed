"""Seasons, each unit's congress with its stages, steps and dossier, and how far everything is."""
