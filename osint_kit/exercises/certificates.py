"""The certificate authority of a range, and a certificate for each host when somebody first asks for it."""

import ssl
import threading

import trustme

ISSUER = "osint-kit exercise, trusted in one exercise only"
NO_HOST = "no-host.invalid"


class Certificates:
    """A new authority; its keys exist in memory only and end with the range."""

    def __init__(self) -> None:
        self._authority = trustme.CA(organization_name=ISSUER)
        self._lock = threading.Lock()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.context = self._of_host(NO_HOST)
        """What a TLS server is given: it picks the certificate by the name that the client asks for (SNI)."""
        self.context.sni_callback = self._choose

    @property
    def pem(self) -> bytes:
        """The authority's own certificate, which a client has to trust."""
        return self._authority.cert_pem.bytes()

    def _choose(self, connection: ssl.SSLObject | ssl.SSLSocket, host: str | None, _: ssl.SSLContext) -> int | None:
        if host:
            try:
                connection.context = self._of_host(host)
            except ValueError:
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        return None

    def _of_host(self, host: str) -> ssl.SSLContext:
        with self._lock:
            if host not in self._contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.set_alpn_protocols(["http/1.1"])
                self._authority.issue_cert(host).configure_cert(context)
                self._contexts[host] = context
            return self._contexts[host]
