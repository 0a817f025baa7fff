"""Whether messages get through: what is pending, failing and given up, by channel, and sending again."""
