/** Unpacks a zlib stream (RFC 1950); undefined when it is none, or when anything follows its end. */
export async function inflate(packed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await through(packed, new DecompressionStream('deflate'))
  } catch {
    return undefined
  }
}

export function zip(plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return through(plain, new CompressionStream('deflate'))
}

async function through(bytes: Uint8Array, transform: CompressionStream | DecompressionStream) {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(transform)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
