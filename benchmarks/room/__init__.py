"""How a room full of people is served: everyone's page asks every few seconds whether anything is new."""
