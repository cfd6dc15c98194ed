"""Seasons, congresses, the board."""
