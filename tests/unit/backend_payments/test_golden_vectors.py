"""Vectors that others made. The numbers only; each says where it stands."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from backend.payments.channel import NotGenuine
from backend.payments.rsa import is_signed
from backend.payments.strict import Fields
from backend.payments.wechat.sealed import opened

# wechatpay-java, Apache-2.0: AeadAesCipherTest and TestConfig in core/src/test hold these four
AES_KEY = b"a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb"
RESOURCE = {
    "algorithm": "AEAD_AES_256_GCM",
    "nonce": "uluk4a9R25RW",
    "associated_data": "associatedData",
    "ciphertext": "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
}
# wechatpay-java, core/src/test/resources/merchant_certificate.pem: the modulus of its key
MODULUS = int.from_bytes(
    base64.b64decode(
        "mmc3oVMM3MXS4Bp/1Da8hy3V9Mgbwqg9KfdvwXZQiAYtHZs2c633PhRdMSu9AD/W9vkcuavs11FPnT7nCZoMAAYmfi7XvuHrjMajwhJHRLvZ"
        "coqYWpaaGjlT25gzWrc6vZOWvz+OeEEVjHZC1CWQnqC/Wxdhp/9vsFhMN7C/MxRXDjPCa9T3Ti5gMfoe6X//O43Jl1wpvkmasOTLSCykIvcx"
        "1ro2HTANCHGDXkGjZdYfzVJ7p4HSBymmlPte8Al6k3GbIqQBqKn6qx8f7K99GbMznR2DrxTYgfq4RJXQRki1sEmBOixZGz/RnUFiiEAoqdxO"
        "XS4+WRZA3jr+B3pH/Q=="
    )
)
# wechatpay-java, core/src/test/.../cipher/RSAVerifierTest.java: that key over the word "message"
SIGNATURE = (
    "Rq+5ZpWV6IHTWE1+9gCrYJKguNgbItpMdlIA+PVCPCdUAKNlohZz7CL7Y8xWDIFJjdGnErMj6Z+Q/h9CF5MV+nAVkqDmBR0uP5pp"
    "sUEzco4ijvKHsvI2ro4boSW6vSfQs3W8I4QSI9a0/NFIgvj83Fv27LIYZf7deaFWmEwd1fpAeJRCyoKyBeJPdsjVx0//Lqe6"
    "Wze2zVdliLcBvaHCfpd8+rAVGS+FQDeWgHqJ7n/Zy09LmV1/ghs7pO1mdjdD16SHKlysAD3K5hNGUJX/SHrEXEcu1yO1AOb/"
    "YvOVkjNh8243rcfXNE5L4ph2XS11vS+2aToKYSOcKUagf0LLaw=="
)


def test_what_wechat_sealed() -> None:
    assert opened(AES_KEY, Fields(RESOURCE)) == b"message"


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "uluk4a9R25RX"},
        {"nonce": "u"},
        {"associated_data": "associateddata"},
        {"associated_data": None},
        {"ciphertext": "vlwSiIajGClcvcOYvOQ7+l+0PAbzzwI="},
        {"ciphertext": "ulwSiIajGClc"},
        {"ciphertext": "AAAA"},
        {"ciphertext": "no base64"},
        {"algorithm": "AEAD_SM4_GCM"},
        {"nonce": "\ud800" * 12},
    ],
)
def test_what_was_sealed_otherwise(changed: dict[str, object]) -> None:
    with pytest.raises(NotGenuine):
        opened(AES_KEY, Fields(RESOURCE | changed))


def test_what_a_merchant_of_theirs_signed() -> None:
    key = RSAPublicNumbers(65537, MODULUS).public_key()
    assert is_signed(key, b"message", SIGNATURE)
    assert not is_signed(key, b"massage", SIGNATURE)
    assert not is_signed(key, b"message", "S" + SIGNATURE[1:])
