"""What is seen and pressed: Qt widgets only, no decisions."""
