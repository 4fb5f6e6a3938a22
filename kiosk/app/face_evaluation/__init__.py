"""How well the face engine tells people apart, and photographs from people: on a hall's own pictures, kept nowhere."""
