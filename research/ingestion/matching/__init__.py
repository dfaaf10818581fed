"""THE SAME WORK OR ANOTHER: one matcher for the form, bulk import, harvest and files.

``titles`` and ``people`` tell how near two are, ``scoring`` weighs it all into one score
with its reasons, ``blocking`` finds whom to compare within files, ``hub`` among the
outputs of the hub. Decides nothing: people do, or the rooms that ask.
"""
