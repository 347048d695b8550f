"""osint-kit: public sources in, an evidence-backed case folder out.

The rooms and what each may use are drawn in `docs/architecture.md`.
"""

from osint_kit.version import VERSION

__version__ = VERSION
