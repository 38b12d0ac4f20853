"""The media node: a selective forwarding unit (RFC 7667 §3.7) behind WHIP and WHEP.

It terminates ICE, DTLS and SRTP for every browser and encoder, and forwards RTP packets without decoding them.
Words used in this folder:

- session: one WebRTC connection of one owner in one place (a stage or a talk);
- up track: one RTP stream that a session sends to the node; a publication is all up tracks of a session;
- down track: one RTP stream that the node sends to a session; a subscription is all down tracks of a session;
- track switch: takes packets from one up track at a time and forwards them to down tracks without a gap;
- `now`: seconds of `time.monotonic()`; `unix`: seconds of `time.time()`; an RTP timestamp counts clock-rate ticks.
"""
