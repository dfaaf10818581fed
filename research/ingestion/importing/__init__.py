"""LISTS BROUGHT IN AS A WHOLE: checked row by row, run, stopped, resumed, undone.

``jobs`` has the verbs people use, ``work`` what a worker does; everything a worker does
is one transaction with the mark that it is done, so that killing it loses and doubles
nothing. Starts no tasks: the state is a row, and the sweep finds it.
"""
