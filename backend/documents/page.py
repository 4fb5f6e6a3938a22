"""The public answer as a small page for a phone. No scripts, nothing fetched from elsewhere."""

from datetime import datetime
from html import escape

from backend.documents.schemas import DocumentKind, Verification, VerificationState
from backend.house import CHINA_TIME

HEADLINES = {
    VerificationState.VALID: "这张凭证是真的",
    VerificationState.EXPIRED: "这张凭证是真的，已过有效期",
    VerificationState.UNKNOWN: "没有查到这张凭证",
}
ADVICE = {
    VerificationState.VALID: "请核对姓名和时间，与纸上的一样就可以放心。",
    VerificationState.EXPIRED: "需要新的凭证，请到自助终端再打印一张。",
    VerificationState.UNKNOWN: "可能还没有登记好。请过几分钟再扫一次，或者问问服务馆的工作人员。",
}
KINDS = {
    DocumentKind.INSURANCE_SUMMARY: "社保情况凭条",
    DocumentKind.INSURANCE_CERTIFICATE: "参保证明",
    DocumentKind.CONTACT_CARD: "联系卡",
}
COLOURS = {
    VerificationState.VALID: "#0B6A5B",
    VerificationState.EXPIRED: "#8A5A00",
    VerificationState.UNKNOWN: "#B5401E",
}
STYLE = """
body{margin:0;background:#FBF7F0;color:#1C2B2D;font:20px/1.5 "Noto Sans SC",system-ui,sans-serif}
main{max-width:34em;margin:0 auto;padding:24px}h1{font-size:30px;line-height:1.3}
dt{color:#4A5A5C}dd{margin:0 0 12px;font-size:24px}
"""


def page(answer: Verification) -> str:
    """The page."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _rows(answer))
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>凭证核验</title><style>{STYLE}</style></head><body><main>"
        f'<h1 style="color:{COLOURS[answer.state]}">{HEADLINES[answer.state]}</h1>'
        f"<p>{ADVICE[answer.state]}</p><dl>{rows}</dl></main></body></html>"
    )


def _rows(answer: Verification) -> list[tuple[str, str]]:
    if answer.kind is None or answer.issued_at is None or answer.expires_at is None:
        return []
    return [
        ("凭证", KINDS[answer.kind]),
        ("姓名", answer.subject_masked or ""),
        ("打印时间", _china_text(answer.issued_at)),
        ("有效期至", _china_text(answer.expires_at)),
    ]


def _china_text(moment: datetime) -> str:
    local = moment.astimezone(CHINA_TIME)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
