"""The wire language of our own server: frames, bodies, codec, versions. Bytes in, values out, no I/O."""
