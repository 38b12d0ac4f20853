/**
 * Node's socket.io, as its documentation starts it, with a row in PostgreSQL for each message: what a fair server of
 * the usual make would do. It asks nobody who they are. `node server.js PORT [DATABASE-URL]`
 */
import { createServer } from "node:http";
import pg from "pg";
import { Server } from "socket.io";

const [port, database] = process.argv.slice(2);
const pool = database ? new pg.Pool({ connectionString: database, max: 10 }) : null;
const seqs = {};
const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { transports: ["websocket"], cors: { origin: "*" } });

/** The same writes in one transaction; returns the id of the message. */
async function write(request) {
  if (!pool) return seqs.message = (seqs.message ?? 0) + 1;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query("INSERT INTO said (place, text, at) VALUES ($1, $2, now()) RETURNING id", [
      request.place,
      request.text,
    ]);
    await client.query("COMMIT");
    return rows[0].id;
  } finally {
    client.release();
  }
}

io.on("connection", (socket) => {
  socket.on("place.enter", (request, answer) => {
    const scope = `booth:${request.place}`;
    socket.join(scope);
    answer({ ok: { scope, epoch: "", seq: seqs[scope] ?? 0, state: { messages: {} } } });
  });
  socket.on("chat.say", async (request, answer) => {
    const scope = `booth:${request.place}`;
    const id = Number(await write(request));
    const seq = (seqs[scope] = (seqs[scope] ?? 0) + 1);
    const said = {
      id, person: { id: 1, name: "Guest 1", furigana: "" }, role: "audience", text: request.text,
      language: request.language, at: new Date().toISOString(), deleted: false,
    };
    const put = { messages: { [id]: said } };
    io.to(scope).emit("change", { scope, epoch: "0", seq, type: "chat.said", put, drop: {} });
    answer({ ok: { message: id } });
  });
});

if (pool) await pool.query("CREATE TABLE said (id BIGSERIAL PRIMARY KEY, place INT, text TEXT, at TIMESTAMPTZ)");
http.listen(Number(port), "127.0.0.1");
