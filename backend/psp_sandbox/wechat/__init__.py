"""WeChat Pay v3, seen from a merchant. Paths, words and shapes: `https://pay.weixin.qq.com/doc/v3/merchant/`."""
