"""What can be typed about a graph, known beforehand so that nothing is asked while typing.

``making`` reads a graph once, ``names`` finds entities by what was typed, ``statistics`` knows the
graph's classes and properties, ``stored`` keeps both beside the store.
"""
