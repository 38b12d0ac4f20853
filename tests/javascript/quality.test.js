/** What is said of a connection, from what a browser measures. */
import assert from "node:assert/strict";
import test from "node:test";

import { lossBetween, pathOf, qualityOf, SteadyQuality } from "../../static/media/quality.js";

test("a round trip and a loss make a word", () => {
  assert.equal(qualityOf({ seconds: null, loss: 0 }), null);
  assert.equal(qualityOf({ seconds: 0.05, loss: 0 }), "good");
  assert.equal(qualityOf({ seconds: 0.5, loss: 0 }), "weak");
  assert.equal(qualityOf({ seconds: 0.05, loss: 0.05 }), "weak");
  assert.equal(qualityOf({ seconds: 1, loss: 0 }), "poor");
  assert.equal(qualityOf({ seconds: 0.05, loss: 0.2 }), "poor");
});

test("the loss is that since the last look, in the worse direction", () => {
  const inbound = (packetsReceived, packetsLost) => ({ type: "inbound-rtp", packetsReceived, packetsLost });
  const first = lossBetween({ lost: 0, expected: 0 }, [inbound(90, 10)]);
  assert.deepEqual(first, { loss: 0.1, counted: { lost: 10, expected: 100 } });
  assert.equal(lossBetween(first.counted, [inbound(190, 10)]).loss, 0);
  assert.equal(
    lossBetween(first.counted, [inbound(190, 10), { type: "remote-inbound-rtp", fractionLost: 0.3 }]).loss,
    0.3,
  );
  assert.equal(
    lossBetween({ lost: 50, expected: 500 }, [inbound(10, 0)]).loss,
    0,
    "a new connection counts anew",
  );
});

test("a word is said when it was measured three times", () => {
  const steady = new SteadyQuality();
  const said = ["good", "good", "good", "poor", "good", "poor", "poor", "poor"].map((one) =>
    steady.take(/** @type {any} */ (one)),
  );
  assert.deepEqual(said, [null, null, "good", "good", "good", "good", "good", "poor"]);
});

test("the way is that of the pair in use", () => {
  const pair = (id, local, seconds) => ({
    id,
    type: "candidate-pair",
    nominated: true,
    localCandidateId: local,
    currentRoundTripTime: seconds,
  });
  const report = [
    pair("P1", "L1", 0.02),
    pair("P2", "L2", 0.2),
    { id: "L1", type: "local-candidate", candidateType: "prflx" },
    { id: "L2", type: "local-candidate", candidateType: "relay", relayProtocol: "tls" },
  ];
  assert.deepEqual(pathOf(report), { seconds: 0.02, way: "direct" });
  const transport = { id: "T", type: "transport", selectedCandidatePairId: "P2" };
  assert.deepEqual(pathOf([...report, transport]), { seconds: 0.2, way: "tls" });
  assert.deepEqual(pathOf([]), { seconds: null, way: null });
});
