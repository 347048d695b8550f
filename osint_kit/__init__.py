"""osint-kit: public sources in, an evidence-backed case folder out.

The rooms and what each may use are drawn in `docs/architecture.md`.
"""

from osint_kit.version import VERSION as __version__

__all__ = ["__version__"]
