"""NEARBY: where a town lies, and which of some places is the nearest to it.

Towns of the five countries from GeoNames (CC BY 4.0, https://www.geonames.org; written by
``tools/write_towns.py``), and districts that it does not name by the town that governs them,
to a tenth of a degree, by the hub's own hand. Knows no HTTP and asks no other server.
"""
