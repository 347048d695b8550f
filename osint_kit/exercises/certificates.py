"""The certificate authority of a range, and a certificate for each host when somebody first asks for it."""

import os
import ssl
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from osint_kit.clock import now
from osint_kit.exercises.addresses import host_name

ISSUER = "osint-kit exercise, trusted in one exercise only"
NO_HOST = "no-host.invalid"
DAYS = 30
MOST_HOSTS = 1_000
"""Hosts whose certificate is kept; one more takes a millisecond to make."""


class Certificates:
    """A new authority. Its key exists in memory only and ends with the range; all hosts share one other key."""

    def __init__(self) -> None:
        self._authority_key = ec.generate_private_key(ec.SECP256R1())
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, ISSUER)])
        own = self._builder(self._name, self._authority_key.public_key())
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        own = own.add_extension(_usage(signs_certificates=True), critical=True)
        self._certificate = self._signed(own)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self.context = self._of_host(NO_HOST)
        """What a TLS server is given: it picks the certificate by the name that the client asks for (SNI)."""
        self.context.sni_callback = self._choose

    @property
    def pem(self) -> bytes:
        """The authority's own certificate, which a client has to trust."""
        return self._certificate.public_bytes(Encoding.PEM)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over that certificate, as browsers show it."""
        return fingerprint(self.pem)

    @property
    def host_key_hash(self) -> str:
        """SHA-256 over the hosts' public key, in base64, as Chromium names it (RFC 7469 section 2.4)."""
        spki = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return b64encode(sha256(spki).digest()).decode()

    def _choose(self, connection: ssl.SSLObject | ssl.SSLSocket, host: str | None, _: ssl.SSLContext) -> int | None:
        if host:
            try:
                connection.context = self._of_host(host)
            except ValueError:
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        return None

    def _of_host(self, host: str) -> ssl.SSLContext:
        context = self._contexts.get(host)
        if context is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.set_alpn_protocols(["http/1.1"])
            with _file(self._chain(host_name(host))) as path:
                context.load_cert_chain(path)
            while len(self._contexts) >= MOST_HOSTS:
                del self._contexts[next(iter(self._contexts))]
            self._contexts[host] = context
        return context

    def _chain(self, host: str) -> bytes:
        """The hosts' key and a certificate of one host, as PEM."""
        if "_" in host:
            raise ValueError(f"no certificate can be made for {host}")
        name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, ISSUER)])
        own = self._builder(name, self._key.public_key())
        own = own.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=True)
        own = own.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        own = own.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        own = own.add_extension(_usage(signs_certificates=False), critical=True)
        key = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + self._signed(own).public_bytes(Encoding.PEM)

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        authority = self._authority_key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now() - timedelta(days=1))
            .not_valid_after(now() + timedelta(days=DAYS))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
        )

    def _signed(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        return builder.sign(self._authority_key, SHA256())


def fingerprint(pem: bytes) -> str:
    """SHA-256 over a certificate, in pairs of hexadecimal digits."""
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    return sha256(der).digest().hex(":").upper()


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


@contextmanager
def _file(content: bytes) -> Iterator[str]:
    """A file for a moment, readable to this user only: `ssl` takes keys from files alone."""
    handle, path = tempfile.mkstemp(prefix="osint-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield path
    finally:
        os.unlink(path)  # noqa: PTH108  # a plain text path is what ssl and tempfile speak
