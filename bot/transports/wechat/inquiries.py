"""What is asked of the service past the library: contacts as they are now, files within limits."""

from __future__ import annotations

import logging
import time
from typing import Any

import requests

from bot.transports.wechat.client import Client
from bot.transports.wechat.wire import complete

log = logging.getLogger(__name__)

LOOKUP = 50  # most names the service takes in one look-up
PAGES = 100  # most pages of an address book
Entry = dict[str, Any]


def contacts(client: Client) -> list[Entry]:
    """The address book and the groups talked in lately. Raises for trouble with the address book.

    What was talked in lately is told with the login, too, in less detail: that
    stands where the rest cannot be had.
    """
    url = f"{client.loginInfo['url']}/webwxgetcontact"
    entries: list[Entry] = []
    seq = 0
    for _ in range(PAGES):
        params = {"r": int(time.time()), "seq": seq, "skey": client.loginInfo["skey"]}
        page = _good(client.s.get(url, params=params))
        entries += page.get("MemberList") or []
        seq = int(page.get("Seq") or 0)
        if seq == 0:
            break
    listed = {entry.get("UserName") for entry in entries}
    missing = [e for e in client.recent if e.get("UserName") not in listed]
    groups = [str(e["UserName"]) for e in missing if str(e.get("UserName")).startswith("@@")]
    try:
        for start in range(0, len(groups), LOOKUP):
            missing += look_up(client, groups[start : start + LOOKUP])
    except (requests.RequestException, ValueError) as error:
        log.warning("looking up the latest groups failed: %s", error)
    return entries + missing


def look_up(client: Client, users: list[str]) -> list[Entry]:
    """Entries of people and groups, groups with their members. Raises for trouble on the wire."""
    asked = [{"UserName": user, "EncryChatRoomId": ""} for user in users]
    body = {"BaseRequest": client.loginInfo["BaseRequest"], "Count": len(asked), "List": asked}
    url = f"{client.loginInfo['url']}/webwxbatchgetcontact"
    answer = client.s.post(url, params={"type": "ex", "r": int(time.time())}, json=body)
    return list(_good(answer).get("ContactList") or [])


def file(client: Client, endpoint: str, message_id: str, limit: int) -> tuple[bytes, str]:
    """Contents and media type of a message's file.

    Raises requests.RequestException for trouble on the wire, ValueError for a
    file of more than `limit` bytes or one that breaks off.
    """
    url = f"{client.loginInfo['url']}/{endpoint}"
    params = {"msgid": message_id, "skey": client.loginInfo["skey"]}
    with client.s.get(url, params=params, headers={"Range": "bytes=0-"}, stream=True) as answer:
        answer.raise_for_status()
        body = b""
        for block in answer.iter_content(65536):
            body += block
            if len(body) > limit:
                raise ValueError("file too large")
        if not complete(answer.headers, body):
            raise ValueError("file cut short")
        return body, str(answer.headers.get("Content-Type", ""))


def _good(answer: requests.Response) -> Entry:
    answer.raise_for_status()
    content: Entry = answer.json()
    ret = (content.get("BaseResponse") or {}).get("Ret", 0)
    if ret != 0:
        raise requests.exceptions.ConnectionError(f"the service answered {ret}")
    return content
