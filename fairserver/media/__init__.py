"""The media node: WHIP in, WHEP out, RTP forwarded and never decoded."""
