"""An nginx of our own, with what `fair config nginx` prints."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fairserver.ops.nginx import HTTPS_INSIDE, TURN_INSIDE, nginx_config, nginx_stream_config
from tests.ports import free_port
from tests.waiting import until

AROUND = """
{stream_module}
daemon off;
{user}
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 512; }}
http {{
    access_log off;
    {temporary}
    include {folder}/fair.conf;
}}
{stream}
"""
STREAM_MODULE = Path("/usr/lib/nginx/modules/ngx_stream_module.so")
USER = "user root;" if os.geteuid() == 0 else ""  # another could not keep long bodies in our folder
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@asynccontextmanager
async def nginx(
    folder: Path,
    upstream: int,
    port: int,
    certificates: str = "",
    host: str = "127.0.0.1",
    resolver: str = "",
    turn: str = "",
) -> AsyncIterator[None]:
    """`turn`: a TURN server, named localhost, that shares the port with the fair."""
    config = nginx_config(f"{host}:{upstream}", f"127.0.0.1:{port}", certificates, resolver, bool(turn))
    stream = nginx_stream_config(f"127.0.0.1:{port}", certificates, "localhost", turn) if turn else ""
    for inside in (HTTPS_INSIDE, TURN_INSIDE):
        here = f"127.0.0.1:{free_port()}"
        config, stream = config.replace(inside, here), stream.replace(inside, here)
    # Port 80 may be taken here; the redirect is tested where nothing else stands on it.
    (folder / "fair.conf").write_text(config.replace("listen 80;", f"listen unix:{folder}/80;"))
    temporary = "\n    ".join(f"{each}_temp_path {folder}/{each};" for each in TEMPORARY)
    module = f"load_module {STREAM_MODULE};" if turn else ""
    around = AROUND.format(folder=folder, temporary=temporary, user=USER, stream=stream, stream_module=module)
    (folder / "nginx.conf").write_text(around)
    process = await asyncio.create_subprocess_exec("nginx", "-e", "stderr", "-c", str(folder / "nginx.conf"))
    try:
        await until(lambda: answers(port))
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def answers(port: int) -> bool:
    try:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
