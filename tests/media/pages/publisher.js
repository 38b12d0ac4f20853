import { WhipPublisher } from "/static/media/whip.js"

const query = new URLSearchParams(location.search)
const states = []
const stream = await navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: 640, height: 360, frameRate: 25 },
})
if (query.has("screen")) {
  const canvas = document.createElement("canvas")
  const context = canvas.getContext("2d")
  setInterval(() => {
    context.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
  }, 50)
  stream.addTrack(canvas.captureStream(20).getVideoTracks()[0])
}
const publisher = new WhipPublisher({
  url: query.get("url"),
  key: query.get("key"),
  codec: query.get("codec"),
  stream,
  onState: (state, code) => states.push({ state, code, at: performance.now() }),
})
window.publisher = {
  publisher,
  states,
  async outgoing() {
    const report = await publisher.connection.getStats()
    return [...report.values()].filter(({ type, kind }) => type === "outbound-rtp" && kind === "video")[0]
  },
}
publisher.start()
