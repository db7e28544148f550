import { download } from './download'

/** Hands a JSON document to the visitor as a file. */
export function downloadJson(document: unknown, name: string, mediaType = 'application/json'): void {
  download(new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: mediaType }), name)
}
