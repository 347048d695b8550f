"""The simulated time-stamp authority: RFC 3161 over HTTP, at the address of freetsa.org.

Its keys live and end with the range, and its certificate says that it is an exercise: no stamp of it can pass for one
of the world.
"""

from datetime import timedelta
from functools import cached_property
from itertools import count
from typing import Any

from osint_kit.clock import now
from osint_kit.exercises.responses import Response, not_found, page

HOST = "freetsa.org"
ASK = "/tsr"
CA = "/files/cacert.pem"
NAME = "osint-kit exercise - proves no time"
POLICY = "1.2.3.4.1"


class TimeStamps:
    """An authority and its signing certificate, made when they are first asked for."""

    def __init__(self) -> None:
        self._serials = count(1)

    def answer(self, method: str, target: str, body: bytes) -> Response:
        """The certificate of the authority, or a stamp on what was posted."""
        if target == CA:
            return Response(200, (("Content-Type", "application/x-pem-file"),), self.pem)
        if target != ASK:
            return not_found()
        if method != "POST":
            return page(200, "Time stamps", "<p>Post a time-stamp request here (RFC 3161).</p>")
        return Response(200, (("Content-Type", "application/timestamp-reply"),), self.reply(body))

    @property
    def pem(self) -> bytes:
        """The certificate of the authority, which a checker has to trust."""
        from cryptography.hazmat.primitives.serialization import Encoding

        return bytes(self._made[0].public_bytes(Encoding.PEM))

    def reply(self, query: bytes) -> bytes:
        """The answer to a request, both in DER; what is no request is refused as the standard says."""
        from asn1crypto import tsp

        try:
            asked = tsp.TimeStampReq.load(query, strict=True)
            imprint = asked["message_imprint"].native
            if imprint["hash_algorithm"]["algorithm"] != "sha256" or len(imprint["hashed_message"]) != 32:
                return _refusal("bad_alg", "only SHA-256 is stamped here")
            nonce = asked["nonce"].native
        except (ValueError, TypeError, KeyError):
            return _refusal("bad_data_format", "that is no time-stamp request")
        info: dict[str, Any] = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": imprint,
            "serial_number": next(self._serials),
            "gen_time": now().replace(microsecond=0),
        }
        if nonce is not None:
            info["nonce"] = nonce
        return self._token(tsp.TSTInfo(info).dump())

    def _token(self, info: bytes) -> bytes:
        """A signed token around a stamp (RFC 5652, with the attribute of RFC 5816)."""
        import hashlib

        from asn1crypto import cms, tsp
        from asn1crypto import x509 as forms
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding

        authority, signer, key = self._made
        own = signer.public_bytes(Encoding.DER)
        certificate = forms.Certificate.load(own)
        named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(own).digest()}]})
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
                {"type": "signing_certificate_v2", "values": [named]},
            ]
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {"content_type": "tst_info", "content": cms.ParsableOctetString(info)},
                "certificates": [certificate, forms.Certificate.load(authority.public_bytes(Encoding.DER))],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": {
                            "issuer_and_serial_number": {
                                "issuer": certificate.issuer,
                                "serial_number": certificate.serial_number,
                            }
                        },
                        "digest_algorithm": {"algorithm": "sha256"},
                        "signed_attrs": attributes,
                        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                        "signature": key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
                    }
                ],
            }
        )
        token = {"content_type": "signed_data", "content": signed}
        return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())

    @cached_property
    def _made(self) -> Any:
        """The authority's certificate, that of its signer, and the signer's key."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        moment = now()

        def name(what: str) -> x509.Name:
            pairs = ((NameOID.ORGANIZATION_NAME, NAME), (NameOID.COMMON_NAME, what))
            return x509.Name([x509.NameAttribute(kind, text) for kind, text in pairs])

        def begin(subject: str, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
            return (
                x509.CertificateBuilder()
                .subject_name(name(subject))
                .issuer_name(name("Root"))
                .public_key(public)
                .serial_number(x509.random_serial_number())
                .not_valid_before(moment - timedelta(days=1))
                .not_valid_after(moment + timedelta(days=3650))
            )

        root = begin("Root", root_key.public_key()).add_extension(x509.BasicConstraints(True, None), critical=True)
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        signer = begin("Time stamps", key.public_key()).add_extension(stamping, critical=True)
        return root.sign(root_key, hashes.SHA256()), signer.sign(root_key, hashes.SHA256()), key


def _refusal(why: str, words: str) -> bytes:
    """A refusal has no token (RFC 3161 section 2.4.2), which asn1crypto's own form of an answer demands."""
    from asn1crypto import core, tsp

    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": [words], "fail_info": {why}})
    return bytes(core.SequenceOf([status], spec=tsp.PKIStatusInfo).dump())
