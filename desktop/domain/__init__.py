"""Values and pure functions in the field's terms; standard library only."""
