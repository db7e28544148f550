/** A part of the app, a chunk of code or of words, could not be fetched. */
export class PartMissing extends Error {
  /** @param retry makes the part ready to be fetched again */
  constructor(
    cause: unknown,
    readonly retry: () => void = () => {},
  ) {
    super('A part of the app could not be loaded', { cause })
    this.name = 'PartMissing'
  }
}
