"""The children wing: rooms that speak of single children. Nothing on the partnership side may import them."""
