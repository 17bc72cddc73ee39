"""Where frames come from. Knows nothing of what is recognised in them."""
