"""The whole app as a person meets it: real window, real keys, and what the loudspeaker said. See desk.py."""
