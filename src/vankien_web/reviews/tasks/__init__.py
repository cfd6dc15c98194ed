"""What the machine does apart from the page that asked for it: one module for each part of the room."""
