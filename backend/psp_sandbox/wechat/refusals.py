"""How WeChat says no."""


class Refusal(Exception):
    """An HTTP status, WeChat's own word, and a sentence for the developer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message

    @property
    def said(self) -> dict[str, str]:
        """The body of the answer."""
        return {"code": self.code, "message": self.message}


def no_order() -> Refusal:
    """There is no such order."""
    return Refusal(404, "ORDER_NOT_EXIST", "订单不存在")


def other_body() -> Refusal:
    """The number came before, with something else under it."""
    return Refusal(400, "INVALID_REQUEST", "[268498688] 该订单号的参数与首次请求不同")


def only_reversed() -> Refusal:
    """An order by payment code is never closed."""
    return Refusal(400, "INVALID_REQUEST", "[268449641] 付款码订单只能撤销")


def wrong_parameter(field: str) -> Refusal:
    """Something in the request is not as it must be."""
    return Refusal(400, "PARAM_ERROR", f"参数错误: {field}")
