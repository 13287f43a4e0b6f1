"""A loopback web-WeChat service with invented people in it, for the demo, the web page and the tests."""

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.people import Group, Person
from bot.sandbox.server import Sandbox
from bot.sandbox.speech import Kind, Message
from bot.sandbox.world import World

__all__ = ["Fault", "FaultKind", "Group", "Kind", "Message", "Person", "Sandbox", "World"]
