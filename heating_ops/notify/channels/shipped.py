"""The channels and plans the product ships: none is in use before somebody gave it an address."""

from typing import Any, Final

_PROPOSAL: Final = "P: proposal, to be confirmed locally"
_JSON_BODY: Final = '{"to": "{address}", "text": "{text}", "key": "{key}"}'

CHANNELS: Final[tuple[dict[str, Any], ...]] = (
    {"code": "wecom", "name": "WeCom 企业微信", "kind": "apprise", "url": "wecombot://{address}"},
    {"code": "dingtalk", "name": "DingTalk 钉钉", "kind": "apprise", "url": "dingtalk://{secret}/{address}"},
    {
        "code": "email",
        "name": "E-mail 电子邮件",
        "kind": "apprise",
        "url": "mailtos://ops:{secret}@smtp.example.cn?from=ops@example.cn&to={address}",
    },
    {"code": "sms", "name": "SMS 短信", "kind": "http_template", "body": _JSON_BODY, "id_path": "id"},
    {
        "code": "voice",
        "name": "Voice 语音电话",
        "kind": "http_template",
        "body": '{"call": "{address}", "say": "{title}", "key": "{key}"}',
        "id_path": "id",
    },
    {
        "code": "customer-sms",
        "name": "Customer SMS 客户短信",
        "kind": "http_template",
        "audience": "customers",
        "policy": "at_most_once",
        "body": _JSON_BODY,
        "id_path": "id",
    },
)
# urgent → (channel, seconds until the next, what makes the next needless)
PLANS: Final[dict[bool, tuple[tuple[str, int, str], ...]]] = {
    True: (("wecom", 60, "read"), ("dingtalk", 30, "read"), ("sms", 90, "read"), ("voice", 120, "read")),
    False: (("wecom", 900, "delivered"), ("dingtalk", 900, "delivered"), ("email", 0, "delivered")),
}
SOURCE: Final = _PROPOSAL
