"""How words are said. Knows nothing of notes, frames or Qt."""
