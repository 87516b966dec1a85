"""The part of ``lexicon/frames.toml`` that says how an office is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class People:
    """How a person's office is said.

    Attributes:
        titles: Words that end an office, the person follows.
        reporters: Titles of the makers of an article that make them one of the outlet's.
        official: Titles that a place can give (市长); others belong to an organisation.
        committees: Ends of committees of a place (市委); the first character of the place's level.
        bodies: Other bodies of the same place that are named by their kind alone (管委会).
        places: Classes of the places of which officials are.
        levels: Characters of the levels of places (市).
        place_offices: What follows a level in the office of an unnamed place (长, 委书记).
        heads: What follows a level in the title of the head of a place (长).
        deputy: What may stand before the level (副).
        former: Words before an office that is held no more.
        sole: Offices with one holder (校长).
        elsewhere: Ends of bodies without a known name, before an office in them (局, 公司).
        vice: The character before such an office that gives it several (副).
        also: What stands between two offices of one person (兼).
        departments: Endings of parts of an organisation whose people belong to the whole as well.
        stationed: Words before a place that an office is only stationed in (驻).
        gives: The property between person and organisation.
        organization: Classes of what a person is affiliated with.
        facilities: Classes of facilities with a head of their own (甲中心主任).
        deputies: What may stand before the title of such a head (副).
        zones: Classes of places that are run by a body alone.
        zone_bodies: Such bodies (管委会).
        sites: Titles of those who build on a site for an organisation (甲公司丁项目总工).
        site_theme: Classes of such a site.
        site_agent: Classes of such an organisation.
        site_gives: The property between site and organisation.
    """

    titles: tuple[str, ...]
    reporters: tuple[str, ...]
    official: tuple[str, ...]
    committees: tuple[str, ...]
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    levels: tuple[str, ...]
    place_offices: tuple[str, ...]
    heads: tuple[str, ...]
    deputy: tuple[str, ...]
    former: tuple[str, ...]
    sole: tuple[str, ...]
    elsewhere: tuple[str, ...]
    vice: tuple[str, ...]
    also: tuple[str, ...]
    departments: tuple[str, ...]
    stationed: tuple[str, ...]
    gives: str
    organization: tuple[str, ...]
    facilities: tuple[str, ...]
    deputies: tuple[str, ...]
    zones: tuple[str, ...]
    zone_bodies: tuple[str, ...]
    sites: tuple[str, ...]
    site_theme: tuple[str, ...]
    site_agent: tuple[str, ...]
    site_gives: str
