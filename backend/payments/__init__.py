"""Money that residents pay: orders, their attempts, and what the payment service providers say of them."""
