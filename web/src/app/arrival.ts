let awaited = false

/** Remembers that a new screen was gone to and its heading has not been read yet. */
export const arrival = {
  begin() {
    awaited = true
  },
  /** Whether this is the first heading since; only the first takes the focus. */
  take(): boolean {
    const was = awaited
    awaited = false
    return was
  },
}
