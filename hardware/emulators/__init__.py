"""The other end of the wire: devices played in software, with faults on demand; they share no code with the drivers."""
