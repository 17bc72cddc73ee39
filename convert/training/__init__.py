"""From pictures to float weights: plans, the network, its frozen backbone, the stream of batches, the trainer,
weight interpolation and the refitted head.
"""
