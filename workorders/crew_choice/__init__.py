"""Which crew to send: every crew on duty scored for an order, with its reasons and what speaks against it."""
