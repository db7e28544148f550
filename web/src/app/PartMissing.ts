/** A part of the app, a chunk of code or of words, could not be fetched. */
export class PartMissing extends Error {
  constructor(cause: unknown) {
    super('A part of the app could not be loaded', { cause })
    this.name = 'PartMissing'
  }
}
