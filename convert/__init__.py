"""How models/ comes to be: pictures, synthetic photographs, Keras MobileNetV2, int8 LiteRT, evaluation."""

import app as app  # Before NumPy, whose threads it sets.
