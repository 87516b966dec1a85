"""Relations, agreements and events, by frames: a trigger word and the names in its roles."""

from kg.extract.frames.engine import find_frames

__all__ = ["find_frames"]
