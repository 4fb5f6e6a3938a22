"""The real terminal side against the real backend, over loopback."""
