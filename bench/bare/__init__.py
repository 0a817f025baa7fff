"""The limit of intake: a Django view with nothing around it that asks the database what the real path asks."""
