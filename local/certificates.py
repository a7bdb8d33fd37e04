"""Self-signed certificates for the stand-ins that have to speak HTTPS on a laptop."""

import datetime as dt
import ipaddress
import os
import tempfile
from pathlib import Path

LIFETIME = dt.timedelta(days=365 * 10)
RENEW_BEFORE = dt.timedelta(days=30)


def ensure_certificate(directory: Path, name: str) -> tuple[Path, Path]:
    """Return paths of a PEM certificate and its private key, made on the first call and reused afterwards.

    The certificate is valid for `localhost`, 127.0.0.1 and ::1, signed by itself and marked as an authority:
    a client trusts it when given the file as its only root. One about to expire, or whose key is missing, is
    made anew. The files are `<name>.pem` and `<name>.key` in `directory`; only the owner can read the key.
    """
    certificate, key = directory / f"{name}.pem", directory / f"{name}.key"
    if not (key.exists() and _still_valid(certificate)):
        directory.mkdir(parents=True, exist_ok=True)
        _generate(certificate, key, name)
    return certificate, key


def _still_valid(certificate: Path) -> bool:
    from cryptography import x509

    try:
        expires = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return False
    return expires > dt.datetime.now(dt.UTC) + RENEW_BEFORE


def _generate(certificate: Path, key: Path, name: str) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    private_key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"mojBOK local: {name}"),
            x509.NameAttribute(NameOID.COMMON_NAME, "localhost"),
        ]
    )
    now = dt.datetime.now(dt.UTC)
    addresses = [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")]
    names = [x509.DNSName("localhost"), *(x509.IPAddress(address) for address in addresses)]
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=True,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private_key.public_key()), critical=False)
        .sign(private_key, hashes.SHA256())
    )
    _write(
        key,
        private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write(certificate, signed.public_bytes(serialization.Encoding.PEM))


def _write(target: Path, content: bytes) -> None:
    """Put a file readable by its owner only in place in one step."""
    descriptor, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(temporary).replace(target)
