"""`account find` beside Sherlock and Maigret, on a range of simulated sites of every kind that misleads."""
