"""The state of every locality at a glance: a map of tiles, with the table behind it."""

from lcsp.reports.plan_document.wording import day_words
from lcsp.reports.roll_up import LocalityState
from lcsp.store.counties import County
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.drawings import Picture, Tile, tile_map
from lcsp.web.showing import out_of

_HEADS = ("Deliverables done", "Overdue", "Actions", "Last report")


def build_map(county: County) -> Picture:
    """Return the map of the county's localities on the day of its roll-up; a tile leads to the locality's plan."""
    states = county.roll_up.localities()
    caption = f"How the {len(states):,} localities stand on {day_words(county.roll_up.today)}"
    return tile_map(f"map-{county.state.code}", caption, [_tile(state, county) for state in states], _HEADS)


def _tile(state: LocalityState, county: County) -> Tile:
    area = state.area
    if state.plan is None:
        thread = {"plan": county.state.code, "noun": area.noun, "key": area.code}
        address = page_address("workspace:thread_of", thread)
        return Tile(area.code, area.name, area.tile_column, area.tile_row, "no plan", ("", "", "", ""), address)
    figures = (
        f"{out_of(state.progress.done, state.progress.deliverables)} done",
        f"{len(state.late):,} overdue",
        f"{state.actions:,} {'action' if state.actions == 1 else 'actions'}",
        f"reported {day_words(state.last_report)}" if state.last_report else "no report",
    )
    address = page_address("workspace:plan", {"plan": state.plan.code})
    return Tile(area.code, area.name, area.tile_column, area.tile_row, state_word(state), figures, address)


def state_word(state: LocalityState) -> str:
    """Return the one word for a locality, the most pressing first: anything late makes it late."""
    progress = state.progress
    if state.late or progress.late:
        return "late"
    if progress.at_risk:
        return "at risk"
    if progress.deliverables and progress.done == progress.deliverables:
        return "done"
    if progress.done or progress.on_track:
        return "on track"
    return "not started" if progress.not_started else "not reported"
