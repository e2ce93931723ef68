"""Where the world is touched: files, the command line, pictures."""
