"""From float weights to the file that ships: quantization, temperature, thresholds, landmarks, other formats, and
whether these agree with the weights.
"""
