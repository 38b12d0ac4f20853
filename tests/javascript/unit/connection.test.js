/** The socket's life: what is sent again, what fails, and when another is opened. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Connection } from "../../../static/client/connection.js";
import { FakeClock } from "./clock.js";

globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};

/** A socket in a test's hands: `hear` is what arrives, `emitted` what was sent. */
class FakeSocket {
  connected = false;
  attempts = 0;
  emitted = [];
  handlers = {};
  on = (event, handler) => (this.handlers[event] = handler);
  hear = (event, data) => this.handlers[event](data);
  emit = (name, payload, answered) => this.emitted.push({ name, payload, answered });
  connect = () => this.attempts++;
  disconnect = () => {};

  async open() {
    this.connected = true;
    this.hear("connect");
    await Promise.resolve();
  }

  close(reason = "transport close") {
    this.connected = false;
    this.hear("disconnect", reason);
  }
}

let clock, socket, told, connection;
beforeEach(() => {
  clock = new FakeClock();
  socket = new FakeSocket();
  told = [];
  const delegate = {
    wanted: true,
    opened: async () => told.push("opened"),
    closed: (expected) => told.push(expected ? "closed as expected" : "closed"),
    refused: ({ code }) => code === "login.ended",
    unreachable: () => told.push("unreachable"),
    received: (name, data) => told.push([name, data]),
  };
  connection = new Connection(
    "r1",
    delegate,
    () => socket,
    () => clock.now,
  );
  connection.start();
});
afterEach(() => clock.restore());

test("a change is sent again under its id after a reconnect, until it is acknowledged", async () => {
  await socket.open();
  const answer = connection.request("chat.say", { id: "one", text: "hello" });
  socket.close();
  await socket.open();
  assert.deepEqual(
    socket.emitted.map(({ payload }) => payload.id),
    ["one", "one"],
  );
  socket.emitted[1].answered({ ok: { message: 5 } });
  assert.deepEqual(await answer, { message: 5 });
  socket.close();
  await socket.open();
  assert.equal(socket.emitted.length, 2, "acknowledged, it is not sent any more");
});

test("a change without a connection waits for one; it is also sent again when no answer comes", async () => {
  connection.request("chat.say", { id: "one" });
  assert.equal(socket.emitted.length, 0);
  await socket.open();
  clock.pass(10_000);
  assert.equal(socket.emitted.length, 2);
});

test("a question fails with its connection", async () => {
  const early = connection.request("people.find", { text: "a" });
  await assert.rejects(early, { code: "network" });
  await socket.open();
  const question = connection.request("people.find", { text: "a" });
  socket.close();
  await assert.rejects(question, { code: "network" });
});

test("a refusal has the server's code and details", async () => {
  await socket.open();
  const answer = connection.request("chat.say", { id: "one" });
  socket.emitted[0].answered({ error: { code: "rate.exceeded", details: { seconds: 3 } } });
  await assert.rejects(answer, { code: "rate.exceeded", details: { seconds: 3 } });
});

test("a lost connection is tried again after a pause, longer each time", async () => {
  await socket.open();
  socket.close();
  assert.deepEqual(told, ["opened", "closed"]);
  clock.pass(0);
  assert.equal(socket.attempts, 1, "not at once");
  clock.pass(600);
  assert.equal(socket.attempts, 2);
  socket.hear("connect_error", {});
  clock.pass(1200);
  assert.equal(socket.attempts, 3);
});

test("told to move, it stays until the server closes it, then opens another at once", async () => {
  await socket.open();
  socket.hear("move", { within_ms: 5000 });
  assert.deepEqual(told, ["opened"], "nothing is lost yet");
  socket.close();
  assert.equal(told.at(-1), "closed as expected");
  clock.pass(0);
  assert.equal(socket.attempts, 2);
  await socket.open();
  socket.close();
  assert.equal(told.at(-1), "closed", "the next close is unexpected again");
});

test("moved to nowhere, it waits like everybody else", async () => {
  await socket.open();
  socket.hear("move", { within_ms: 0 });
  socket.close();
  clock.pass(0);
  assert.equal(socket.attempts, 1);
});

test("refused for good, it does not try again; otherwise it does", async () => {
  socket.hear("connect_error", { data: { code: "login.ended" } });
  clock.pass(60_000);
  assert.equal(socket.attempts, 1);
  socket.hear("connect_error", { data: { code: "busy" } });
  clock.pass(60_000);
  assert.equal(socket.attempts, 2);
});

test("when no socket opens for long it says so, and not when the server refuses it", async () => {
  const times = () => told.filter((what) => what === "unreachable").length;
  const fail = (error, ms) => {
    clock.pass(ms);
    socket.hear("connect_error", error);
  };
  fail({}, 8000);
  assert.equal(times(), 0);
  fail({}, 8000);
  assert.equal(times(), 1);
  clock.pass(15_000);
  socket.close(); // let through, and closed before it said anything
  assert.equal(times(), 2);
  await socket.open();
  clock.pass(60_000);
  socket.close();
  assert.equal(times(), 2, "it was open until now");
  fail({ data: { code: "busy" } }, 60_000);
  assert.equal(times(), 2);
});

test("what the server tells is handed on", async () => {
  socket.hear("counts", { version: 1, counts: {} });
  assert.deepEqual(told, [["counts", { version: 1, counts: {} }]]);
});
