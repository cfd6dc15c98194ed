"""What programs are told of this room, and what they send: one module for each part."""
