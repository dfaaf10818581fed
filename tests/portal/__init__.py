"""The portal as ``make serve`` runs it, with a real browser: journeys and kill drills."""
