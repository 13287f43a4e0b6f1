"""`python -m bot run`: the service behind one of its doors."""

from __future__ import annotations

import logging
import signal
import sys
import threading

from bot.carriers import TransportCarrier
from bot.compose import load_model, open_database, set_desk
from bot.config import VAR, Config
from bot.engine import Bot
from bot.log import log_to_stderr
from bot.service import Service
from bot.transports.base import Transport
from bot.transports.console import ConsoleTransport
from bot.transports.wechat import WeChatTransport
from casework.clock import Clock, SystemClock
from casework.services.desk import Desk
from storage.alone import alone

log = logging.getLogger(__name__)


def main(config: Config, transport: str) -> None:
    """Run until Ctrl-C or SIGTERM.

    transport: ``wechat``, ``console``, or ``sandbox`` for the web page on the demo county.

    Raises `UserMistake` where the model or the database cannot be used.
    """
    log_to_stderr()
    if transport == "sandbox":
        from bot import web

        web.main(config)
        return
    model = load_model(config.model_dir)
    if config.database_url == Config().database_url:
        VAR.mkdir(exist_ok=True)
    engine = open_database(config.database_url)
    try:
        with alone(engine):
            desk = set_desk(engine, model, config.settings)
            model.dialogue.work_at(desk)
            clock = SystemClock()
            door = _door(transport, config, desk, clock)
            if not desk.county.groups():
                log.warning("花名册是空的，机器人谁也不认识：先运行 python -m bot roster import 路径")
            carrier = TransportCarrier(door, desk)
            bot = Bot(desk, model.dialogue, carrier, door.name, clock.now(), door.befriend)
            Service(bot, door, clock).run()
    finally:
        engine.dispose()
        model.dialogue.close()


def _door(transport: str, config: Config, desk: Desk, clock: Clock) -> Transport:
    if transport == "console":
        return _console(desk, clock)
    return _wechat(config)


def _wechat(config: Config) -> Transport:
    server = config.wechat_url or "微信"
    log.info("登录%s；要扫码时二维码在 %s，用机器人的手机扫", server, config.state_dir / "qr.png")
    return WeChatTransport(config.state_dir, config.media_dir, url=config.wechat_url, gap=config.wechat_gap)


def _console(desk: Desk, clock: Clock) -> Transport:
    return ConsoleTransport(sys.stdin.fileno(), sys.stdout, desk.county, clock.now, on_end=_interrupt)


def _interrupt() -> None:
    """The end of what is typed ends the service as Ctrl-C does."""
    ident = threading.main_thread().ident
    if ident is not None:
        signal.pthread_kill(ident, signal.SIGINT)
