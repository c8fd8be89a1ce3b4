"""What commands that need the extra `engines` share: whether it stands, what to say if not, and the pupil store."""

from lcsp.engines.wanted import engines_stand, pupils_folder

__all__ = ["MISSING", "engines_stand", "pupils_folder"]

MISSING = 'This command needs the extra `engines`: python -m pip install "lcsp[engines]"'
