"""The portal's rooms from a terminal."""
