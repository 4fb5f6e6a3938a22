"""WeChat's keys by serial: a public key that we were given, and platform certificates, which change and are fetched."""

import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from backend.payments.channel import ChannelError, NotGenuine
from backend.payments.rsa import long_enough
from backend.payments.strict import Fields
from backend.payments.wechat.merchant import PUBLIC_KEY_PREFIX
from backend.payments.wechat.sealed import opened

log = structlog.get_logger("backend")

RENEWAL_EVERY = timedelta(minutes=1)
MOST_CERTIFICATES = 20


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """The key of a platform certificate, and when it is good."""

    key: RSAPublicKey = field(repr=False)
    begins: datetime
    ends: datetime

    def at(self, now: datetime) -> RSAPublicKey | None:
        """The key, if it is good now."""
        return self.key if self.begins <= now <= self.ends else None


PlatformKeys = Mapping[str, PlatformKey]


def platform_keys(secret: bytes, answer: Fields) -> PlatformKeys:
    """The certificates in an answer of /v3/certificates, each sealed under our secret, which WeChat alone shares."""
    listed = answer.inners("data")
    if len(listed) > MOST_CERTIFICATES:
        raise NotGenuine("too many certificates")
    return dict(_platform_key(secret, one) for one in listed)


def _platform_key(secret: bytes, listed: Fields) -> tuple[str, PlatformKey]:
    serial = listed.text("serial_no")
    pem = opened(secret, listed.inner("encrypt_certificate"))
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        if certificate.serial_number != int(serial, 16):
            raise ValueError("the certificate of another serial")
        key = long_enough(certificate.public_key())
    except ValueError:
        raise NotGenuine("no certificate") from None
    return serial, PlatformKey(key, certificate.not_valid_before_utc, certificate.not_valid_after_utc)


class KeyRing:
    """All keys that WeChat may sign with now. An unknown serial has them fetched anew, at most once a minute.

    Thread: any; fetching for whoever does not wait is done on a thread of its own. `fetch` raises ChannelError.
    """

    def __init__(
        self,
        given: Mapping[str, RSAPublicKey],
        fetch: Callable[[], PlatformKeys],
        now: Callable[[], datetime],
    ) -> None:
        self._given = dict(given)
        self._fetch = fetch
        self._now = now
        self._fetched: PlatformKeys = {}
        self._fetched_at: datetime | None = None
        self._fetching = threading.Lock()
        self._sending = threading.Lock()  # held from the sending of a thread for them until it comes back

    def key_of(self, serial: str) -> RSAPublicKey | None:
        """The key of this serial, or None; whoever meets an unknown one waits for it. Raises what fetching raises."""
        if serial.startswith(PUBLIC_KEY_PREFIX):
            return self._given.get(serial)
        if (key := self._good(serial)) is not None:
            return key
        self._renew(serial)
        return self._good(serial)

    def key_at_hand(self, serial: str) -> RSAPublicKey | None:
        """The same at once: for what strangers send, who may invent serials. An unknown one is looked for meanwhile."""
        if serial.startswith(PUBLIC_KEY_PREFIX):
            return self._given.get(serial)
        key = self._good(serial)
        if key is None and self._is_time() and self._sending.acquire(blocking=False):
            threading.Thread(target=self._look_for, args=(serial,), name="certificates", daemon=True).start()
        return key

    def _look_for(self, serial: str) -> None:
        try:
            self._renew(serial)
        except ChannelError as error:
            log.warning("payments", no_certificates=type(error).__name__)
        except Exception as error:  # noqa: BLE001 (a thread's root)
            log.error("payments", stumbled=type(error).__name__, frames=traceback.format_tb(error.__traceback__))
        finally:
            self._sending.release()

    def _renew(self, serial: str) -> None:
        with self._fetching:
            if self._good(serial) is None and self._is_time():
                self._fetched_at = self._now()
                self._fetched = self._fetch()

    def _good(self, serial: str) -> RSAPublicKey | None:
        found = self._fetched.get(serial)
        return None if found is None else found.at(self._now())

    def _is_time(self) -> bool:
        if self._fetched_at is None:
            return True
        since = self._now() - self._fetched_at
        return since < timedelta(0) or since >= RENEWAL_EVERY  # a clock that was put back must not stop it
