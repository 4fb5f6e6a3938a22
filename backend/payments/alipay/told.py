"""Alipay's states and codes in our language, row by row. What stands in no row means that nothing is known.

Names: the tables of errors in https://www.apifox.cn/apidoc/docs-site/3618910 (api-126370346: cancel),
https://jaq-doc.alibaba.com/docs/doc.htm?articleId=104632&docType=1&treeId=140 (pay).
40004 is a business failure and has a sub code; the others are the gateway's own.
"""

from collections.abc import Mapping

from backend.payments.channel import RefundTold, Told, Undone
from backend.payments.meanings import Wrong

GOOD = "10000"
WAITS_FOR_PAYER = "10003"
BUSINESS_FAILED = "40004"

GATEWAY: Mapping[str, Wrong] = {
    "20000": Wrong.NO_ANSWER,  # the service is not available: it may have been done or not
    "20001": Wrong.REFUSED,
    "40001": Wrong.REFUSED,
    "40002": Wrong.REFUSED,
    "40003": Wrong.REFUSED,
    "40005": Wrong.NO_ANSWER,  # asked too often: worth another try
    "40006": Wrong.REFUSED,
}

TRADE_STATES: Mapping[str, Told | Wrong] = {
    "WAIT_BUYER_PAY": Told.WAITING,
    "TRADE_SUCCESS": Told.PAID,
    "TRADE_FINISHED": Told.PAID,
    "TRADE_CLOSED": Told.CLOSED,  # or paid and given back: `reading` tells the two apart
}

EVERYWHERE: Mapping[str, Wrong] = {
    "ACQ.SYSTEM_ERROR": Wrong.NO_ANSWER,
    "AQC.SYSTEM_ERROR": Wrong.NO_ANSWER,  # so spelt on Alipay's own page of cancel
    "ACQ.INVALID_PARAMETER": Wrong.REFUSED,
    "ACQ.ACCESS_FORBIDDEN": Wrong.REFUSED,
    "ACQ.PARTNER_ERROR": Wrong.REFUSED,
    "ACQ.EXIST_FORBIDDEN_WORD": Wrong.REFUSED,
    "ACQ.TOTAL_FEE_EXCEED": Wrong.REFUSED,
    "ACQ.INVALID_STORE_ID": Wrong.REFUSED,
    "ACQ.SELLER_BEEN_BLOCKED": Wrong.REFUSED,
}

# The same number came before: what became of it, only a query tells.
_KNOWN_NUMBER: Mapping[str, Wrong] = {
    "ACQ.TRADE_HAS_SUCCESS": Wrong.NO_ANSWER,
    "ACQ.TRADE_HAS_CLOSE": Wrong.NO_ANSWER,
    "ACQ.CONTEXT_INCONSISTENT": Wrong.NO_ANSWER,
}

SHOW_CODE: Mapping[str, Wrong] = {**_KNOWN_NUMBER, **EVERYWHERE}

# A trade may have been made of it all the same, so a cancel must follow: FAILED, not refused.
TAKE_CODE: Mapping[str, Told | Wrong] = {
    "ACQ.PAYMENT_AUTH_CODE_INVALID": Told.FAILED,
    "ACQ.BUYER_BALANCE_NOT_ENOUGH": Told.FAILED,
    "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": Told.FAILED,
    "ACQ.ERROR_BALANCE_PAYMENT_DISABLE": Told.FAILED,
    "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT": Told.FAILED,
    "ACQ.BUYER_ENABLE_STATUS_FORBID": Told.FAILED,
    "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR": Told.FAILED,
    "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR": Told.FAILED,
    "ACQ.BEYOND_PAY_RESTRICTION": Told.FAILED,
    "ACQ.BEYOND_PER_RECEIPT_RESTRICTION": Told.FAILED,
    "ACQ.BUYER_SELLER_EQUAL": Told.FAILED,
    "ACQ.TRADE_BUYER_NOT_MATCH": Told.FAILED,
    "ACQ.PULL_MOBILE_CASHIER_FAIL": Told.FAILED,
    "ACQ.MOBILE_PAYMENT_SWITCH_OFF": Told.FAILED,
    "ACQ.USER_FACE_PAYMENT_SWITCH_OFF": Told.FAILED,
    "ACQ.PAYMENT_FAIL": Told.FAILED,
    "ACQ.PAYMENT_REQUEST_HAS_RISK": Told.FAILED,
    "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE": Told.FAILED,
    "ACQ.RISK_MERCHANT_IP_NOT_EXIST": Told.FAILED,
    **_KNOWN_NUMBER,
    **EVERYWHERE,
}

ASK: Mapping[str, Told | Wrong] = {"ACQ.TRADE_NOT_EXIST": Told.NOT_YET, **EVERYWHERE}

# A trade that nobody scanned cannot be closed (None): its number is cancelled instead.
CLOSE: Mapping[str, Undone | Wrong | None] = {
    "ACQ.TRADE_NOT_EXIST": None,
    "ACQ.TRADE_HAS_CLOSE": Undone.DONE,
    "ACQ.TRADE_STATUS_ERROR": Wrong.REFUSED,
    "ACQ.REASON_TRADE_STATUS_INVALID": Wrong.REFUSED,
    "ACQ.REASON_ILLEGAL_STATUS": Wrong.REFUSED,
    **EVERYWHERE,
}

CANCEL: Mapping[str, Undone | Wrong] = {
    "ACQ.TRADE_NOT_EXIST": Undone.DONE,
    "ACQ.TRADE_HAS_CLOSE": Undone.DONE,
    "ACQ.SELLER_BALANCE_NOT_ENOUGH": Wrong.REFUSED,
    "ACQ.REASON_TRADE_BEEN_FREEZEN": Wrong.REFUSED,
    "ACQ.REASON_TRADE_REFUND_FEE_ERR": Wrong.REFUSED,
    "ACQ.TRADE_CANCEL_TIME_OUT": Wrong.REFUSED,
    "ACQ.TRADE_HAS_FINISHED": Wrong.REFUSED,
    "ACQ.CANCEL_NOT_ALLOWED": Wrong.REFUSED,
    **EVERYWHERE,
}

REFUND: Mapping[str, Wrong] = {
    "ACQ.SELLER_BALANCE_NOT_ENOUGH": Wrong.REFUSED,
    "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL": Wrong.REFUSED,
    "ACQ.REFUND_FEE_ERROR": Wrong.REFUSED,
    "ACQ.REASON_TRADE_REFUND_FEE_ERR": Wrong.REFUSED,
    "ACQ.REASON_TRADE_BEEN_FREEZEN": Wrong.REFUSED,
    "ACQ.TRADE_NOT_EXIST": Wrong.REFUSED,
    "ACQ.TRADE_HAS_FINISHED": Wrong.REFUSED,
    "ACQ.TRADE_STATUS_ERROR": Wrong.REFUSED,
    "ACQ.TRADE_NOT_ALLOW_REFUND": Wrong.REFUSED,
    "ACQ.DISCORDANT_REPEAT_REQUEST": Wrong.REFUSED,
    **EVERYWHERE,
}

ASK_REFUND: Mapping[str, RefundTold | Wrong] = {"ACQ.TRADE_NOT_EXIST": RefundTold.UNKNOWN_THERE, **EVERYWHERE}

BILL: Mapping[str, Wrong | None] = {
    "isp.bill_not_exist": None,
    "BILL_NOT_EXIST": None,
    "isp.unknow-error": Wrong.NO_ANSWER,
    "isv.invalid-arguments": Wrong.REFUSED,
    "INVAILID_ARGUMENTS": Wrong.REFUSED,
    **EVERYWHERE,
}
