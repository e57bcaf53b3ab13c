"""Starting the gateway: `python -m maraude.gateway.serve`, configured by the environment alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import uvicorn

from config.secrets import secret_key
from maraude.core.errors import MaraudeError
from maraude.gateway.accounts import Accounts
from maraude.gateway.app import Gateway
from maraude.gateway.committer import Committer
from maraude.gateway.database import Database
from maraude.gateway.inbound import Inbound
from maraude.gateway.live import Live
from maraude.gateway.proxy import Proxy
from maraude.gateway.sealing import Sealing
from maraude.lib import crypto, env, logs
from maraude.lib.database_url import connection_parameters
from maraude.lib.roles import GATEWAY


def build() -> Gateway:
    """Return the gateway that the environment describes."""
    home = env.home()
    kek = crypto.read_or_create_kek(Path(env.text("MARAUDE_KEK_FILE") or home / "keys" / "kek"))
    parameters = connection_parameters(home=home, role=GATEWAY)
    place = {
        "host": parameters["HOST"],
        "port": int(parameters["PORT"] or 5432),
        "user": parameters["USER"],
        "password": parameters["PASSWORD"] or None,
        "database": parameters["NAME"],
    }
    database = Database(place)
    inbound = Inbound(
        accounts=Accounts(database=database, kek=kek),
        sealing=Sealing(database=database, kek=kek),
        committer=Committer(Database(place)),
    )
    is_https = env.text("MARAUDE_PUBLIC_URL").startswith("https://")
    live = Live(
        database=Database(place),
        secret_key=secret_key(home),
        cookie_name="__Host-maraude" if is_https else "maraude_session",
    )
    proxy = Proxy(socket_path=Path(os.environ["MARAUDE_WEB_SOCKET"]), trusts_forwarded=is_https)
    return Gateway(inbound=inbound, live=live, proxy=proxy)


def main() -> None:
    """Listen on MARAUDE_HOST and MARAUDE_PORT until told to stop."""
    logs.configure()
    try:
        app = build()
        port = env.integer("MARAUDE_PORT", 8000, minimum=1, maximum=65535)
    except MaraudeError as error:
        sys.exit(str(error))
    uvicorn.run(
        app,
        host=env.text("MARAUDE_HOST", "127.0.0.1"),
        port=port,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
