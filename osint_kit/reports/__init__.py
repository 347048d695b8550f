"""A case as one page to read: a self-contained HTML file, in which nothing from the network is alive."""
