"""Places: areas, dated memberships and population by age band.

Source: the plan's population table; area codes of the Office for National Statistics where given.
"""

from lcsp.partnership.places.model import AgeBand, Area, AreaKind, BandRole, Membership, Population

__all__ = ["AgeBand", "Area", "AreaKind", "BandRole", "Membership", "Population"]
