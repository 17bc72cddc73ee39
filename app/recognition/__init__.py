"""What one frame shows. Knows nothing of time, words, sound or windows."""
