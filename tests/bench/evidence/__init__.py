"""What evidence costs: recording, verifying beside ``sha256sum``, a large case beside a small one."""
