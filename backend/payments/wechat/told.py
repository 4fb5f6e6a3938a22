"""WeChat's states and error codes in our language, row by row.

Names: https://github.com/wechatpay-apiv3/wechatpay-skills (check list), https://pay.weixin.qq.com/doc/v3/merchant.
The pages disagree about underscores (ORDER_CLOSED, ORDERCLOSED), so both spellings are rows. What stands in no row
means that nothing is known, never that something failed. The nine digits are finer: they stand in brackets before the
message of a code.
"""

from collections.abc import Mapping

from backend.payments.channel import RefundTold, Told, Undone
from backend.payments.meanings import Wrong

TRADE_STATES: Mapping[str, Told | Wrong] = {
    "SUCCESS": Told.PAID,
    "REFUND": Told.REFUNDED,
    "NOTPAY": Told.WAITING,
    "CLOSED": Told.CLOSED,
    "REVOKED": Told.REVOKED,
    "USERPAYING": Told.PAYING,
    "ACCEPT": Told.PAYING,
    "PAYERROR": Told.FAILED,
}
REFUND_STATES: Mapping[str, RefundTold | Wrong] = {
    "SUCCESS": RefundTold.DONE,
    "PROCESSING": RefundTold.GOING_ON,
    "CLOSED": RefundTold.NOT_POSSIBLE,
    "ABNORMAL": RefundTold.NOT_POSSIBLE,
}

EVERYWHERE: Mapping[str, Wrong] = {
    "PARAM_ERROR": Wrong.REFUSED,
    "INVALID_REQUEST": Wrong.REFUSED,
    "SIGN_ERROR": Wrong.REFUSED,
    "NO_AUTH": Wrong.REFUSED,
    "NOAUTH": Wrong.REFUSED,
    "MCH_NOT_EXISTS": Wrong.REFUSED,
    "APPID_MCHID_NOT_MATCH": Wrong.REFUSED,
    "RULE_LIMIT": Wrong.REFUSED,
    "RULELIMIT": Wrong.REFUSED,
    "ACCOUNT_ERROR": Wrong.REFUSED,
    "SYSTEM_ERROR": Wrong.NO_ANSWER,
    "SYSTEMERROR": Wrong.NO_ANSWER,
    "BANK_ERROR": Wrong.NO_ANSWER,
    "BANKERROR": Wrong.NO_ANSWER,
    "FREQUENCY_LIMITED": Wrong.NO_ANSWER,
    "FREQUENCY_LIMIT_EXCEED": Wrong.NO_ANSWER,
    "RATELIMIT_EXCEEDED": Wrong.NO_ANSWER,
}

# The same number came before: what became of it, only a query tells.
_KNOWN_NUMBER: Mapping[str, Wrong] = {
    "OUT_TRADE_NO_USED": Wrong.NO_ANSWER,
    "ORDER_PAID": Wrong.NO_ANSWER,
    "ORDERPAID": Wrong.NO_ANSWER,
    "ORDER_CLOSED": Wrong.NO_ANSWER,
    "ORDERCLOSED": Wrong.NO_ANSWER,
    "ORDER_REVERSED": Wrong.NO_ANSWER,
    "ORDERREVERSED": Wrong.NO_ANSWER,
    "TRADE_ERROR": Wrong.NO_ANSWER,
    "INVALID_REQUEST": Wrong.NO_ANSWER,  # WeChat says it of numbers that were paid or closed, too
    "268498688": Wrong.NO_ANSWER,  # the same number with another body
}

SHOW_CODE: Mapping[str, Wrong] = {**EVERYWHERE, **_KNOWN_NUMBER}

# An order was made of it all the same, so a reversal must follow: FAILED, not refused.
TAKE_CODE: Mapping[str, Told | Wrong] = {
    **EVERYWHERE,
    **_KNOWN_NUMBER,
    "USERPAYING": Told.PAYING,
    "USER_PAYING": Told.PAYING,
    "AUTH_CODE_EXPIRED": Told.FAILED,
    "AUTHCODEEXPIRE": Told.FAILED,
    "AUTH_CODE_ERROR": Told.FAILED,
    "AUTH_CODE_INVALID": Told.FAILED,
    "NOT_ENOUGH": Told.FAILED,
    "NOTENOUGH": Told.FAILED,
    "NOTSUPORTCARD": Told.FAILED,
    "NOT_SUPPORT_CARD": Told.FAILED,
    "BUYER_MISMATCH": Told.FAILED,
    "USER_ACCOUNT_ABNORMAL": Told.FAILED,
    "ACCOUNT_ERROR": Told.FAILED,
    "RULE_LIMIT": Told.FAILED,
    "RULELIMIT": Told.FAILED,
    "TRADE_ERROR": Told.FAILED,
}

ASK: Mapping[str, Told | Wrong] = {
    "ORDER_NOT_EXIST": Told.NOT_YET,
    "ORDERNOTEXIST": Told.NOT_YET,
    **EVERYWHERE,
}

CLOSE: Mapping[str, Undone | Wrong] = {
    "ORDER_CLOSED": Undone.DONE,
    "ORDERCLOSED": Undone.DONE,
    "ORDER_NOT_EXIST": Undone.DONE,
    "ORDERNOTEXIST": Undone.DONE,
    "ORDER_PAID": Wrong.REFUSED,
    "ORDERPAID": Wrong.REFUSED,
    "268449641": Wrong.REFUSED,  # paid by her own code: to be reversed, not closed
    **EVERYWHERE,
}

REVERSE: Mapping[str, Undone | Wrong] = {
    "ORDER_REVERSED": Undone.DONE,
    "ORDERREVERSED": Undone.DONE,
    "ORDER_CLOSED": Undone.DONE,
    "ORDERCLOSED": Undone.DONE,
    "ORDER_NOT_EXIST": Undone.DONE,
    "ORDERNOTEXIST": Undone.DONE,
    "USERPAYING": Undone.AGAIN,
    "USER_PAYING": Undone.AGAIN,
    "REVERSE_EXPIRE": Wrong.REFUSED,
    **EVERYWHERE,
}

REFUND: Mapping[str, RefundTold | Wrong] = {
    "NOT_ENOUGH": Wrong.REFUSED,
    "NOTENOUGH": Wrong.REFUSED,
    "RESOURCE_NOT_EXISTS": Wrong.REFUSED,
    "USER_ACCOUNT_ABNORMAL": Wrong.REFUSED,
    "REFUND_NOT_EXISTS": Wrong.REFUSED,
    **EVERYWHERE,
}

ASK_REFUND: Mapping[str, RefundTold | Wrong] = {
    "RESOURCE_NOT_EXISTS": RefundTold.UNKNOWN_THERE,
    "REFUND_NOT_EXISTS": RefundTold.UNKNOWN_THERE,
    "REFUNDNOTEXIST": RefundTold.UNKNOWN_THERE,
    **EVERYWHERE,
}

BILL: Mapping[str, Wrong | None] = {
    "NO_STATEMENT_EXIST": None,  # nothing was paid or given back on that day
    "STATEMENT_CREATING": Wrong.REFUSED,
    **EVERYWHERE,
}
