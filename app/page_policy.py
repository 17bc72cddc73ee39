"""What a page of ours may do, as its Content-Security-Policy: one for the service's page and the phone's."""

from __future__ import annotations


def page_policy(images: str = "") -> str:
    """The policy: nothing from elsewhere, nothing in line, in no frame.

    Args:
        images: sources of pictures that the page shows, as a policy names them; without any it shows none.
    """
    shown = f"img-src {images}; " if images else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; {shown}"
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
