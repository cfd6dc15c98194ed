"""What pages show: one module for each part of the room."""
