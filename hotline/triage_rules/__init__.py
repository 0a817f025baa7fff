"""The triage rules as pages: versions, a draft edited rule by rule, and what it would have said of real calls."""
