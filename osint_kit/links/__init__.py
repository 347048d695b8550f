"""What a link says by itself. Pure: nothing is asked of any network.

`target_in` opens one wrapper and loads little. `decode` reads all that stands in a link; the families that it asks
are listed in `osint_kit.links.families`.
"""

from osint_kit.links.wrapped import Wrapped, is_wrapper, target_in, wrapper_hosts

__all__ = ["Wrapped", "is_wrapper", "target_in", "wrapper_hosts"]
