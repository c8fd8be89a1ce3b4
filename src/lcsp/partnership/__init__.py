"""The partnership wing: rooms that are public in principle and never name a child."""
