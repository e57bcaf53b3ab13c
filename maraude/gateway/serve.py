"""Starting the gateway: `python -m maraude.gateway.serve`, configured by the environment alone."""

from __future__ import annotations

import gc
import os
import socket
import sys
from pathlib import Path

import uvicorn

from config.secrets import secret_key
from maraude.core.errors import MaraudeError
from maraude.gateway.app import Gateway
from maraude.gateway.chat import Chat
from maraude.gateway.chat_live import ChatLive
from maraude.gateway.committer import Committer
from maraude.gateway.connections import BoundedConnection, raise_limit
from maraude.gateway.database import Database
from maraude.gateway.inbound import Inbound
from maraude.gateway.live import Live
from maraude.gateway.parts import database_place, door_parts
from maraude.gateway.proxy import Proxy
from maraude.gateway.waiting_room import WaitingRoom
from maraude.lib import env, logs


def build() -> Gateway:
    """Return the gateway that the environment describes."""
    place = database_place()
    accounts, sealing = door_parts(Database(place))
    committer, visitors = Committer(Database(place)), ChatLive()
    inbound = Inbound(accounts=accounts, sealing=sealing, committer=committer)
    is_https = env.text("MARAUDE_PUBLIC_URL").startswith("https://")
    live = Live(
        database=Database(place),
        secret_key=secret_key(env.home()),
        cookie_name="__Host-maraude" if is_https else "maraude_session",
        visitors=visitors,
    )
    proxy = Proxy(socket_path=Path(os.environ["MARAUDE_WEB_SOCKET"]), trusts_forwarded=is_https)
    chat = Chat(
        accounts=accounts,
        room=WaitingRoom(sealing=sealing, committer=committer),
        live=visitors,
        pages=proxy,
        is_https=is_https,
    )
    return Gateway(inbound=inbound, chat=chat, live=live, proxy=proxy)


def listener(host: str, port: int) -> socket.socket:
    """Return a listening socket that other gateways of ours may share: the kernel deals connections out."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    listening.listen(1024)
    return listening


def main() -> None:
    """Listen on MARAUDE_HOST and MARAUDE_PORT until told to stop."""
    logs.configure()
    try:
        app = build()
        host, port = env.text("MARAUDE_HOST", "127.0.0.1"), env.integer("MARAUDE_PORT", 8000, minimum=1, maximum=65535)
    except MaraudeError as error:
        sys.exit(str(error))
    # Requests leave no cycles behind: looking for them at every 700 objects costs a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    BoundedConnection.most = raise_limit()
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedConnection,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener(host, port)])


if __name__ == "__main__":
    main()
