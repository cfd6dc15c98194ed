"""The site at the size of a country, built and measured: `make bench-scale` (docs/scale.md)."""
