import { TalkPeer } from "/static/media/talk.js"

const query = new URLSearchParams(location.search)
const video = document.getElementById("video")
const states = []
let frames = 0
const send = await navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: 640, height: 360, frameRate: 15 },
})
const reader = new TalkPeer({
  url: query.get("url"),
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
video.srcObject = reader.pictures[0]
const voice = new Audio()
voice.srcObject = reader.voices[0]
voice.autoplay = true
const presented = () => {
  frames += 1
  video.requestVideoFrameCallback(presented)
}
video.requestVideoFrameCallback(presented)
reader.start()
