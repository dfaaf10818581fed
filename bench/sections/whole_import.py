from bench.sections.bulk_import import written

__all__ = ["written"]
