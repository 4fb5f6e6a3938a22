"""Speaking: sentences become sound in a child process, and sound becomes captions and speech in the hall."""
