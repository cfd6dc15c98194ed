"""How a comparison of two versions is kept and laid out."""
