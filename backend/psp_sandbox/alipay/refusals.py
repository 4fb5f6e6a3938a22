"""How Alipay says no."""


class Refusal(Exception):
    """`code` 40004 is the business's no, 40002 that the request is wrong; `sub_code` says which."""

    def __init__(self, sub_code: str, words: str, code: str = "40004") -> None:
        super().__init__(sub_code)
        self.code, self.sub_code, self.words = code, sub_code, words

    @property
    def said(self) -> dict[str, object]:
        """The response."""
        message = "Business Failed" if self.code == "40004" else "Invalid Arguments"
        return {"code": self.code, "msg": message, "sub_code": self.sub_code, "sub_msg": self.words}


def no_trade() -> Refusal:
    """There is no such trade (yet)."""
    return Refusal("ACQ.TRADE_NOT_EXIST", "交易不存在")


def wrong_parameter(field: str) -> Refusal:
    """Something in the request is not as it must be."""
    return Refusal("ACQ.INVALID_PARAMETER", f"参数无效: {field}")
