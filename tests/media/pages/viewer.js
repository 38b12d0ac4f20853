import { WhepReader } from "/static/media/whep.js"

const query = new URLSearchParams(location.search)
const video = document.getElementById("video")
const states = []
const numbers = []
const canvas = new OffscreenCanvas(640, 32)
const context = canvas.getContext("2d", { willReadFrequently: true })

function readNumber() {
  context.drawImage(video, 0, 0, video.videoWidth, (video.videoHeight * 32) / 360, 0, 0, 640, 32)
  const { data } = context.getImageData(0, 16, 640, 1)
  const bits = Array.from({ length: 20 }, (_, block) => (data[(block * 32 + 16) * 4 + 1] > 127 ? 1 : 0))
  const parity = bits.slice(3).reduce((sum, bit) => sum + bit, 0) % 2
  if (bits.slice(0, 3).join("") !== "101" || parity) return null
  return parseInt(bits.slice(3, 19).join(""), 2)
}

let frames = 0

let firstAt = null

function presented(now) {
  frames += 1
  firstAt ??= now
  const number = readNumber()
  if (number !== null) numbers.push({ number, at: now })
  video.requestVideoFrameCallback(presented)
}

const reader = new WhepReader({
  url: query.get("url"),
  key: query.get("key"),
  video: Number(query.get("video") ?? 2),
  audio: Number(query.get("audio") ?? 3),
  onState: (state, code) => states.push({ state, code, at: performance.now() }),
})

window.viewer = {
  reader,
  states,
  numbers,
  /** Milliseconds from the start of joining to the first picture. */
  get waited() {
    return firstAt === null ? null : firstAt - startedAt
  },
  get frames() {
    return frames
  },
  async sound() {
    const report = await reader.connection.getStats()
    const entries = [...report.values()].filter(({ type, kind }) => type === "inbound-rtp" && kind === "audio")
    return Math.max(0, ...entries.map(({ totalAudioEnergy }) => totalAudioEnergy ?? 0))
  },
  async stats(kind = "video") {
    const report = await reader.connection.getStats()
    return [...report.values()].filter((entry) => entry.type === "inbound-rtp" && entry.kind === kind)
  },
}
video.srcObject = reader.streams[0]
video.requestVideoFrameCallback(presented)
const startedAt = performance.now()
reader.start()
