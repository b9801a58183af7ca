"""Search engines to measure beside ours; each file runs with the Python of their environment.

Only `loop.py` is imported here: it is the same for all of them and for ours.
"""
