"""Exercises: a scenario is a TOML file, and the range serves it on loopback as a small internet of its own.

Importing this room loads neither the DNS library nor the certificate library; starting a range does.
"""

from osint_kit.exercises.log import Asked
from osint_kit.exercises.mistakes import Mistake
from osint_kit.exercises.range import Range
from osint_kit.exercises.reading import check_scenario, load_scenario, scenario_names
from osint_kit.exercises.scenario import Scenario

__all__ = ["Asked", "Mistake", "Range", "Scenario", "check_scenario", "load_scenario", "scenario_names"]
