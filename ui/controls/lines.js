.pragma library

// How many lines words take: their breadth in half Hanzi (as Python counts it), their size, and the room for a line.
// A line loses up to one Hanzi, because a sign is not parted from the word before it.
function lines(breadth, size, room) {
    return breadth === 0 ? 0 : Math.max(1, breadth * size / 2 <= room ? 1 : Math.ceil(breadth * size / 2 / Math.max(size, room - size)));
}
