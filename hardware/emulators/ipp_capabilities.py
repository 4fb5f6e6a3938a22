"""What the emulated A4 printer says that it can do: enough for `lpadmin -m everywhere`."""

from collections.abc import Mapping

from hardware.emulators import ipp
from hardware.emulators.ipp import Said

_A4 = {"x-dimension": ipp.integers(21000), "y-dimension": ipp.integers(29700)}
_MARGINS = {f"media-{side}-margin": ipp.integers(423) for side in ("top", "bottom", "left", "right")}
_A4_MEDIA = {"media-size": ipp.collections(_A4), **_MARGINS}
CAPABILITIES: Mapping[str, tuple[Said, ...]] = {
    "uri-security-supported": ipp.keywords("none"),
    "uri-authentication-supported": ipp.keywords("none"),
    "printer-name": ipp.names("emulated"),
    "printer-info": ipp.texts("Emulated A4 printer"),
    "printer-make-and-model": ipp.texts("Emulated A4 printer"),
    "printer-location": ipp.texts(""),
    "printer-uuid": ipp.uris("urn:uuid:6a5ad2a8-61d8-4f0e-9c5e-6f10d8b1a4a4"),
    "printer-is-accepting-jobs": ipp.flags(True),
    "ipp-versions-supported": ipp.keywords("1.1", "2.0"),
    "ipp-features-supported": ipp.keywords("ipp-everywhere"),
    "operations-supported": ipp.enums(2, 4, 5, 6, 8, 9, 10, 11),
    "charset-configured": ipp.charsets("utf-8"),
    "charset-supported": ipp.charsets("utf-8"),
    "natural-language-configured": ipp.languages("en"),
    "generated-natural-language-supported": ipp.languages("en"),
    "document-format-default": ipp.types("application/pdf"),
    "document-format-supported": ipp.types("application/pdf", "image/pwg-raster"),
    "pdl-override-supported": ipp.keywords("attempted"),
    "compression-supported": ipp.keywords("none"),
    "multiple-document-jobs-supported": ipp.flags(False),
    "color-supported": ipp.flags(False),
    "print-color-mode-default": ipp.keywords("monochrome"),
    "print-color-mode-supported": ipp.keywords("monochrome"),
    "pwg-raster-document-type-supported": ipp.keywords("sgray_8"),
    "pwg-raster-document-resolution-supported": ipp.dots(300),
    "pwg-raster-document-sheet-back": ipp.keywords("normal"),
    "printer-resolution-default": ipp.dots(300),
    "printer-resolution-supported": ipp.dots(300),
    "media-default": ipp.keywords("iso_a4_210x297mm"),
    "media-supported": ipp.keywords("iso_a4_210x297mm"),
    "media-ready": ipp.keywords("iso_a4_210x297mm"),
    "media-col-default": ipp.collections(_A4_MEDIA),
    "media-col-ready": ipp.collections(_A4_MEDIA),
    "media-col-database": ipp.collections(_A4_MEDIA),
    "media-col-supported": ipp.keywords("media-size", *_MARGINS),
    "media-size-supported": ipp.collections(_A4),
    **{f"{name}-supported": values for name, values in _MARGINS.items()},
    "media-source-supported": ipp.keywords("auto"),
    "media-type-supported": ipp.keywords("stationery"),
    "sides-default": ipp.keywords("one-sided"),
    "sides-supported": ipp.keywords("one-sided", "two-sided-long-edge"),
    "copies-default": ipp.integers(1),
    "copies-supported": ipp.span(1, 99),
    "print-quality-default": ipp.enums(4),
    "print-quality-supported": ipp.enums(4),
    "orientation-requested-default": ipp.enums(3),
    "orientation-requested-supported": ipp.enums(3, 4),
    "finishings-default": ipp.enums(3),
    "finishings-supported": ipp.enums(3),
    "output-bin-default": ipp.keywords("face-down"),
    "output-bin-supported": ipp.keywords("face-down"),
    "job-creation-attributes-supported": ipp.keywords("copies", "media", "media-col", "sides", "print-color-mode"),
}
