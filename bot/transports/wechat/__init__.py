"""The transport for ordinary WeChat groups, on the web protocol by way of itchat-uos."""

from bot.transports.wechat.transport import WeChatTransport

__all__ = ["WeChatTransport"]
