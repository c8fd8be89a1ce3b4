"""Pictures of the workspace, drawn on the server: a map of tiles, and bars, each with words and a table."""

from lcsp.web.drawings.bars import Part, amount_bar, progress_bar, progress_picture
from lcsp.web.drawings.picture import Picture
from lcsp.web.drawings.tile_map import Tile, tile_map

__all__ = ["Part", "Picture", "Tile", "amount_bar", "progress_bar", "progress_picture", "tile_map"]
