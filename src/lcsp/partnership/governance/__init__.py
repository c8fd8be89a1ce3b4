"""Governance: posts, boards with their statutory partners, and risks.

Source: Children Act 2004 section 10 (duty to co-operate) and the plan's account of its arrangements.
"""

from lcsp.partnership.governance.model import Board, BoardKind, Partner, Post, PostKind, Risk

__all__ = ["Board", "BoardKind", "Partner", "Post", "PostKind", "Risk"]
