"""From a caller's Chinese words to proposals, by rules anybody can read: every proposal says which words led to it."""

from .proposing import Proposal, Reason, propose

__all__ = ["Proposal", "Reason", "propose"]
