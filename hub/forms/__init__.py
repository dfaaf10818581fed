"""Forms for readers, who have no account: what they may say, and who is no reader."""
