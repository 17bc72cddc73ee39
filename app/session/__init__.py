"""Joins camera, recognition, feedback and speech. No Qt here: window, headless run and tests drive the same thing."""
