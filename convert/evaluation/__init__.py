"""How well a model does: photos, the model card, timings, a comparison of networks, and clips with what would have been
said of them.
"""
