"""Time stamps (RFC 3161): asking a time-stamp authority about a head, and reading what it answered.

The imprint is the head itself, which is a SHA-256 already: ``openssl ts -verify -digest HEAD -in FILE.tsr -CAfile CA``
checks the same. What is checked here is that the stamp is about this head and whole: the signature, the certificate
that it names (RFC 5035), its purpose and its dates. Whether an authority is to be trusted is for the reader to say.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from osint_kit.clock import iso

if TYPE_CHECKING:
    from asn1crypto import cms
    from cryptography.x509 import Certificate

QUERY_TYPE = "application/timestamp-query"
REPLY_TYPE = "application/timestamp-reply"
"""Media types of RFC 3161, section 3.4."""
GRANTED = ("granted", "granted_with_mods")


@dataclass(frozen=True)
class Stamp:
    """A stamp that holds: which head existed at what time, and who says so (the names in the certificate)."""

    head: str
    at: datetime
    authority: str
    issuer: str
    policy: str
    serial: int
    nonce: int | None

    @property
    def words(self) -> str:
        """The stamp as a person reads it."""
        return f"existed at {iso(self.at)}, says {self.authority} (certificate issued by {self.issuer})"


def new_query(head: str) -> bytes:
    """A request for a stamp on a head, in DER; it asks for the certificate too, so that the answer can be checked."""
    from asn1crypto import tsp

    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(head)}
    query = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": secrets.randbits(63) | 1, "cert_req": True}
    )
    return bytes(query.dump())


def read_query(data: bytes) -> tuple[str, int | None]:
    """The head and the nonce of a request. Raises ``ValueError`` where it is none for a SHA-256."""
    from asn1crypto import tsp

    try:
        query = tsp.TimeStampReq.load(data, strict=True)
        imprint = query["message_imprint"]
        if imprint["hash_algorithm"]["algorithm"].native != "sha256":
            raise ValueError("the imprint is no SHA-256")
        return imprint["hashed_message"].native.hex(), query["nonce"].native
    except (TypeError, KeyError) as error:
        raise ValueError("not a time-stamp request") from error


def read_stamp(reply: bytes, query: bytes | None = None) -> Stamp:
    """Read and check an answer in DER; with ``query`` also that it answers that very request.

    Raises ``ValueError`` with the reason where it refuses, or does not hold.
    """
    from asn1crypto import cms, core, tsp

    class Reply(tsp.TimeStampResp):  # type: ignore[misc]  # a refusal has no token, which the form of the library demands
        _fields = [("status", tsp.PKIStatusInfo), ("token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012

    try:
        answer = Reply.load(reply, strict=True)
        status = answer["status"]
        if status["status"].native not in GRANTED:
            said = "; ".join(status["status_string"].native or ()) or status["status"].native
            raise ValueError(f"the authority refused: {said}")
        token = answer["token"]
        if isinstance(token, core.Void) or token["content_type"].native != "signed_data":
            raise ValueError("the answer holds no signed data")
        stamp = _read_token(token["content"])
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a time-stamp answer") from error
    if query is not None and read_query(query) != (stamp.head, stamp.nonce):
        raise ValueError("the stamp answers another request")
    return stamp


def _read_token(signed: "cms.SignedData") -> Stamp:
    import hashlib

    content: Any = signed["encap_content_info"]
    if content["content_type"].native != "tst_info" or len(signed["signer_infos"]) != 1:
        raise ValueError("the answer is not one time stamp by one authority")
    info: Any = content["content"].parsed
    if info["message_imprint"]["hash_algorithm"]["algorithm"].native != "sha256":
        raise ValueError("the stamp is not about a SHA-256")
    signer: Any = signed["signer_infos"][0]
    attributes = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
    if attributes["content_type"][0].native != "tst_info":
        raise ValueError("the signature is about something else than a time stamp")
    algorithm = signer["digest_algorithm"]["algorithm"].native
    if algorithm not in ("sha256", "sha384", "sha512"):
        raise ValueError(f"the digest {algorithm} proves nothing today")
    digest = hashlib.new(algorithm, content["content"].contents).digest()
    if attributes["message_digest"][0].native != digest:
        raise ValueError("the signed digest is not that of the stamp")
    certificate = _signing_certificate(signed, attributes)
    _verify(certificate, signer, algorithm)
    at: datetime = info["gen_time"].native
    _must_be_for_stamps(certificate, at)
    return Stamp(
        head=info["message_imprint"]["hashed_message"].native.hex(),
        at=at,
        authority=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        policy=info["policy"].native,
        serial=info["serial_number"].native,
        nonce=info["nonce"].native,
    )


def _signing_certificate(signed: "cms.SignedData", attributes: "dict[str, Any]") -> "Certificate":
    """The certificate that the signed attributes name by its hash (RFC 5816, or its SHA-1 in RFC 2634)."""
    import hashlib

    from cryptography import x509

    if "signing_certificate_v2" in attributes:
        named = attributes["signing_certificate_v2"][0]["certs"][0]
        algorithm = named["hash_algorithm"]["algorithm"].native
    elif "signing_certificate" in attributes:
        named, algorithm = attributes["signing_certificate"][0]["certs"][0], "sha1"
    else:
        raise ValueError("the stamp does not name its certificate")
    for certificate in signed["certificates"]:
        der = certificate.chosen.dump()
        if hashlib.new(algorithm, der).digest() == named["cert_hash"].native:
            return x509.load_der_x509_certificate(der)
    raise ValueError("the certificate that the stamp names is not in it")


def _verify(certificate: "Certificate", signer: Any, algorithm: str) -> None:
    """The signature is over the signed attributes as a SET (RFC 5652 section 5.4)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    words = b"\x31" + signer["signed_attrs"].dump()[1:]
    signature = signer["signature"].native
    stated = signer["signature_algorithm"]
    hashing = _hash_of(stated, algorithm)
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey) and stated.signature_algo == "rsassa_pkcs1v15":
            key.verify(signature, words, padding.PKCS1v15(), hashing)
        elif isinstance(key, ec.EllipticCurvePublicKey) and stated.signature_algo == "ecdsa":
            key.verify(signature, words, ec.ECDSA(hashing))
        else:
            raise ValueError("the stamp is signed in a way that is not read here; openssl ts -verify may do it")
    except InvalidSignature as error:
        raise ValueError("the signature of the stamp does not hold") from error


def _hash_of(stated: Any, digest: str) -> Any:
    """The hash of a signature: that which its algorithm names, else that of the digest. Raises ``ValueError``."""
    from cryptography.hazmat.primitives import hashes

    try:
        name = stated.hash_algo
    except ValueError:
        name = digest  # plain rsaEncryption names none
    known = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
    if name not in known:
        raise ValueError(f"a signature with {name} proves nothing today")
    return known[name]


def _must_be_for_stamps(certificate: "Certificate", at: datetime) -> None:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        uses = None
    if uses is None or not uses.critical or list(uses.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise ValueError("the certificate is not one for time stamps (RFC 3161 section 2.3)")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise ValueError("the certificate was not valid at the time of the stamp")
