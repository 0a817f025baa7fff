"""The demo city's people, one per role."""


def demo_sign_ins() -> list[tuple[str, str, str]]:
    """Role, user name and password of each; empty where this system has no demo city."""
    try:
        from heating_ops.access.demo import DEMO_SIGN_INS
    except ImportError:
        return []
    return list(DEMO_SIGN_INS)
