/** The file is not a proof file; the message says where and why. */
export class ProofFormatError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ProofFormatError'
  }
}
