"""Official papers: made, issued, verified, from templates."""
