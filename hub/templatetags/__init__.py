"""What pages of the research show of the portal around it, without knowing how it is kept."""
