"""COUNTING: how often outputs are opened and downloaded, after COUNTER 5.1.

What is counted is noted in one statement while the page is answered, and added up by a
job once a day; pages and reports read the days only. Nobody is counted twice for one
click, no robot is counted, and nothing that is kept says who it was. Knows no HTTP.
"""
