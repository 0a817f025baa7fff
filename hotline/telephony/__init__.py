"""The telephone at the desk: what the exchange tells, who answers, and callers nobody answered."""
