"""From seeds through the sources to the view of one subject."""
