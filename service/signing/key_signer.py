"""Signers over a key that is already open: one unlock serves many signatures.

pyHanko's own reads (and checks) an RSA key anew for every signature and signs twice, once for the size: 90 of 110 ms.
"""

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class KeySigner(signers.Signer):
    """Signs with a key in memory. certificate and chain in DER."""

    def __init__(self, key: PrivateKey, certificate: bytes, chain: tuple[bytes, ...]) -> None:
        self.key = key
        store = SimpleCertificateStore()
        store.register_multiple(asn1_x509.Certificate.load(each) for each in chain)
        super().__init__(signing_cert=asn1_x509.Certificate.load(certificate), cert_registry=store, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature, PKCS#1 v1.5 or ECDSA."""
        if dry_run:
            return bytes(512)
        algorithm = _HASHES[digest_algorithm]
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), algorithm)
        return self.key.sign(data, ec.ECDSA(algorithm))
