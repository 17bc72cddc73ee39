"""What to tell the person, and when. Pure: no Qt, no audio, no clock of its own."""
