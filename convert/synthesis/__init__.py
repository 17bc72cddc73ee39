"""Synthetic photographs of notes: flat scans bent, covered, lit and photographed by a simulated camera.

No network and no training here; whole photos are made harder here too (`corruptions`).
"""
