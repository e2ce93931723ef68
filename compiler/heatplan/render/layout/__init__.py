"""Where the boxes and arrows of a drawing are: a layered layout, level by level, in plain Python."""
