"""Alipay's open gateway, seen from a merchant who is paid face to face: `https://opendocs.alipay.com/open/`."""
