import { WhepReader } from "/static/media/whep.js"

const query = new URLSearchParams(location.search)
const video = document.getElementById("video")
const states = []
let frames = 0
const send = await navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: 640, height: 360, frameRate: 15 },
})
const reader = new WhepReader({
  url: query.get("url"),
  video: 7,
  audio: 7,
  send,
  onState: (state, code) => states.push({ state, code, at: performance.now() }),
})
window.talk = {
  reader,
  states,
  get frames() {
    return frames
  },
  async sound() {
    const report = await reader.connection.getStats()
    const entries = [...report.values()].filter(({ type, kind }) => type === "inbound-rtp" && kind === "audio")
    return Math.max(0, ...entries.map(({ totalAudioEnergy }) => totalAudioEnergy ?? 0))
  },
}
video.srcObject = reader.streams[0]
const presented = () => {
  frames += 1
  video.requestVideoFrameCallback(presented)
}
video.requestVideoFrameCallback(presented)
reader.start()
