"""A bare page in the hub's own surroundings: what Django and the server cost by themselves."""
