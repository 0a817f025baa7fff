"""The hand-over (交接班): who leaves a shift hands over what is open, and who comes signs for it."""
