"""What a verification says: one finding for each thing that is not as it was, and the state of every file."""

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.evidence import SignatureAlgorithm


class FindingCode(StrEnum):
    """Everything that can be wrong with a package."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    RENAMED = "renamed"
    NOT_A_FILE = "not_a_file"
    """A link, a device or a folder stands where a file should."""
    UNREADABLE = "unreadable"
    """The file is there, but the system does not give it."""
    SUMS_MISSING = "sums_missing"
    SUMS_CHANGED = "sums_changed"
    """SHA256SUMS or SM3SUMS do not say what they said when the package was made."""
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_UNREADABLE = "manifest_unreadable"
    """The manifest is no manifest (any more)."""
    MANIFEST_CHANGED = "manifest_changed"
    """The signature does not fit the manifest, and the sums say that the manifest changed."""
    SIGNATURE_MISSING = "signature_missing"
    SIGNATURE_BAD = "signature_bad"
    """The signature does not fit the manifest."""
    KEY_MISSING = "key_missing"
    KEY_CHANGED = "key_changed"
    """The public key is not the one that the manifest names."""
    OTHER_KEY = "other_key"
    """Signed with another key than the one that the register or the printed form names."""
    OTHER_MANIFEST = "other_manifest"
    """The register remembers another manifest of this package."""
    NOT_REGISTERED = "not_registered"
    """The register that was given knows nothing of this package."""
    REGISTER_BROKEN = "register_broken"
    """The register itself was altered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `number` counts the manifest's files from 1, 0 where it names none."""

    code: FindingCode
    file: str = ""
    number: int = 0
    detail: str = ""


class FileState(StrEnum):
    """How one file stands."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """One file of the package or beside it; `number` is 0 for what the manifest does not name."""

    number: int
    name: str
    state: FileState
    bytes: int


class RegisterMatch(StrEnum):
    """What the register says of the key and the manifest."""

    NOT_ASKED = "not_asked"
    """There was no register and no fingerprint to compare with."""
    UNKNOWN = "unknown"
    """This machine's register knows nothing of the package, which another workstation made."""
    MATCHES = "matches"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole judgement; `untouched` is the one answer that counts."""

    folder: str
    package: str
    retrieval: str
    findings: tuple[Finding, ...]
    files: tuple[FileVerdict, ...]
    algorithm: SignatureAlgorithm | None = None
    fingerprint: str = ""
    manifest_sha256: str = ""
    register: RegisterMatch = RegisterMatch.NOT_ASKED

    def beside(self, fingerprint: str) -> "Verdict":
        """Return this verdict after somebody compared the printed fingerprint (64 lower-case hex digits)."""
        if not self.fingerprint or fingerprint == self.fingerprint:
            match = self.register if self.register is RegisterMatch.DIFFERS else RegisterMatch.MATCHES
            return replace(self, register=match if self.fingerprint else self.register)
        found = [finding for finding in self.findings if finding.code is not FindingCode.OTHER_KEY]
        findings = (Finding(FindingCode.OTHER_KEY), *found)
        return replace(self, findings=findings, register=RegisterMatch.DIFFERS)

    @property
    def untouched(self) -> bool:
        """True when nothing at all was found."""
        return not self.findings
