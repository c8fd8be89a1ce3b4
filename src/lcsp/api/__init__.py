"""The JSON API: what a role may read and change, for programs that hold a token of somebody who has it."""
