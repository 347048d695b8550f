"""Comparisons of speed against named alternatives, as ratios in one run. No part of `make test`."""
