"""Recognition: sound becomes words, in a child process that a watchdog keeps."""
