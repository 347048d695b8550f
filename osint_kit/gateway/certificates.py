"""What a certificate that does not hold says of itself (X.509, RFC 5280), as one line that a record can keep."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name

UNTRUSTED = "; not trusted: "
"""Behind the facts of a certificate that does not hold, before the reason."""
MOST_NAMES = 10


def facts(der: bytes) -> str:
    """``sha256:…; subject …; names …; issuer …; valid … to …``; the digest alone where the rest cannot be read."""
    from cryptography import x509

    digest = f"sha256:{hashlib.sha256(der).hexdigest()}"
    try:
        certificate = x509.load_der_x509_certificate(der)
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        parts = [
            f"subject {_text(certificate.subject)}",
            f"names {_names(certificate)}",
            f"issuer {_text(certificate.issuer)}",
            f"valid {begins:%Y-%m-%dT%H:%M:%SZ} to {ends:%Y-%m-%dT%H:%M:%SZ}",
        ]
    except ValueError as error:  # so the library says of what is none, or a broken one
        return f"{digest}; unreadable: {error}"
    return "; ".join([digest, *parts])


def certificate_in(tls: str) -> str:
    """The facts in the text of `Exchange.tls`, without version, cipher and reason; empty where there are none."""
    before, untrusted, _ = tls.partition(UNTRUSTED)
    return before[before.find("sha256:") :] if untrusted else ""


def why_untrusted(tls: str) -> str:
    """Why the certificate of an exchange does not hold; empty where it does."""
    return tls.partition(UNTRUSTED)[2]


def _text(name: "Name") -> str:
    return name.rfc4514_string() or "(none)"


def _names(certificate: "Certificate") -> str:
    from cryptography import x509

    try:
        alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return "(none)"
    names = [str(name.value) for name in alternative]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
