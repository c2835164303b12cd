"""Trains, evaluates and exports Yosegaki's painter models, from random weights only."""

__version__ = "0.1.0"
