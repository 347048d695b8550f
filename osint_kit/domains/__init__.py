"""One domain at a glance: all that is asked about it, and what was found in plain words.

`look` asks, `known` is what findings say, whether just asked or out of a case, and `statements` puts it into words.
"""
