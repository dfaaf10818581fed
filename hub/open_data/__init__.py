"""The whole hub to take home: tables as JSON Lines and CSV, made every night.

``tables`` says what goes out, ``releasing`` writes it. Only what every reader may see stands
in it. May import the models and ``research.formats``; knows no HTTP and no Celery.
"""

from hub.open_data.releasing import release

__all__ = ["release"]
