"""`python -m convert collect`: photos by webcam into a data folder."""
