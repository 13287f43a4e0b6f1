"""A loopback web-WeChat service with invented people in it, for the demo, the web page and the tests."""

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Group, Kind, Message, Person, World

__all__ = ["Fault", "FaultKind", "Group", "Kind", "Message", "Person", "Sandbox", "World"]
