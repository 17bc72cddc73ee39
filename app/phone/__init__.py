"""The page that makes a phone's browser the camera: its server, keys and checks. What pictures show, others see."""
