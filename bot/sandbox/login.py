"""Endpoints from the QR code to the end of a session."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from bot.sandbox.exchange import Answer, Request, text
from bot.sandbox.session import Pending, Session

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

IMPATIENCE = 6  # polls after the scan until the service gives the code up


def front_page(box: Sandbox, request: Request) -> Answer:
    """What the client fetches to see whether the service is there."""
    return text("web wechat")


def new_code(box: Sandbox, request: Request) -> Answer:
    """``jslogin``: a new QR code."""
    pending = box.add_pending(Pending(scanned=box.auto_confirm, confirmed=box.auto_confirm))
    return text(f'window.QRLogin.code = 200; window.QRLogin.uuid = "{pending.uuid}";')


def push_code(box: Sandbox, request: Request) -> Answer:
    """``webwxpushloginurl``: a known account is asked on its phone instead."""
    if request.param("uin") != box.uin or not request.cookie("webwx_auth_ticket"):
        return Answer(json.dumps({"ret": "1", "msg": "not allowed"}).encode(), "application/json")
    pending = box.add_pending(Pending(scanned=True, confirmed=box.auto_confirm))
    return Answer(
        json.dumps({"ret": "0", "msg": "all ok", "uuid": pending.uuid}).encode(), "application/json"
    )


def poll(box: Sandbox, request: Request) -> Answer:
    """``login``: long poll for the scan (201) and the confirmation (200); 408 nothing yet, 400 dead."""
    with box.changed:
        pending = box.pending.get(request.param("uuid"))
        if pending is None:
            return text("window.code=400;")
        if not pending.scanned:
            box.changed.wait_for(lambda: pending.scanned or box.closing, box.poll_seconds)
        if pending.confirmed:
            del box.pending[pending.uuid]
            return text(
                f'window.code=200;\nwindow.redirect_uri="{box.url}/cgi-bin/mmwebwx-bin/webwxnewloginpage'
                f'?ticket={pending.uuid}&uuid={pending.uuid}&lang=zh_CN&scan={int(time.time())}";'
            )
        if not pending.scanned:
            return text("window.code=408;")
        pending.polls_since_scan += 1
        if pending.polls_since_scan > IMPATIENCE:
            del box.pending[pending.uuid]
            return text("window.code=400;")
        return text("window.code=201;")


def open_session(box: Sandbox, request: Request) -> Answer:
    """``webwxnewloginpage``: the keys of a new session, unless the account is barred from the web."""
    if box.barred:
        return text(
            "<error><ret>1203</ret><message>为了你的帐号安全，此微信号不能登录网页微信。</message></error>"
        )
    session = box.add_session(Session(box.uin))
    page = (
        f"<error><ret>0</ret><message></message><skey>{session.skey}</skey><wxsid>{session.sid}</wxsid>"
        f"<wxuin>{session.uin}</wxuin><pass_ticket>{session.ticket}</pass_ticket><isgrayscale>1</isgrayscale></error>"
    )
    return text(
        page,
        wxuin=session.uin,
        wxsid=session.sid,
        wxloadtime=str(int(time.time())),
        mm_lang="zh_CN",
        webwx_data_ticket=session.ticket[:16],
        webwxuvid=session.ticket[:12],
        webwx_auth_ticket=session.ticket[:20],
    )


def close_session(box: Sandbox, request: Request) -> Answer:
    """``webwxlogout``."""
    session = box.session_of(request)
    if session:
        box.end(session, 1101)
    return text("")
