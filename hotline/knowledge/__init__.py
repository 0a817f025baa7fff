"""What the desk knows: articles in both languages, with every version that was ever said."""
