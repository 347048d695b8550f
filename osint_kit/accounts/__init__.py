"""Where a handle has an account: rules are data, judging is pure, asking goes through the gateway."""
