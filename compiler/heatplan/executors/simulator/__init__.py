"""The simulator: a driver whose world is a value.

Nothing in it is random: what a cloud would draw by chance is derived from the
address, so that two runs of one plan give equal worlds.
"""
