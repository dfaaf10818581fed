"""What templates can't say by themselves: language of a text, and an output in few words.

Tags only pass on what ``research.views`` works out; nothing here asks the database.
"""
