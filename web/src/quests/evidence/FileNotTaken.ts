/** A file that is not uploaded, and why: said in the reader's language by `submit.file.not.…`. */
export class FileNotTaken extends Error {
  readonly reason: 'kind' | 'heic' | 'svg' | 'picture' | 'unreadable' | 'too-large'

  constructor(reason: FileNotTaken['reason']) {
    super(reason)
    this.name = 'FileNotTaken'
    this.reason = reason
  }
}
