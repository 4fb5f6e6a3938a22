"""The whole terminal by voice: a real window, real sound, real recognition, and whatever a microphone may hear."""
