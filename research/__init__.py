"""What: outputs, their text, how they arrive, are found and are cited.

May import ``partners``. Never imports ``hub`` or ``salam``.
"""
