/** The area that every browser's canvas takes; iPhones draw nothing on a larger one. */
const canvasPixels = 16_700_000
const tries = 6

/**
 * Draws a picture anew, upright, in sRGB: nothing but its pixels is left. Smaller when it has more pixels or bytes than
 * are taken.
 * @returns undefined when this browser cannot read the picture
 */
export async function redrawPicture(
  bytes: Uint8Array<ArrayBuffer>,
  limits: { maxPixels: number; maxBytes: number },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; scaled: boolean } | undefined> {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
  try {
    const pixels = picture.width * picture.height
    let share = Math.min(1, Math.sqrt(Math.min(limits.maxPixels, canvasPixels) / pixels))
    for (let round = 0; round < tries; round++, share *= 0.7) {
      const drawn = await draw(picture, share)
      if (drawn !== undefined && drawn.size <= limits.maxBytes)
        return { bytes: new Uint8Array(await drawn.arrayBuffer()), scaled: share < 1 }
    }
    return undefined
  } finally {
    picture.close()
  }
}

async function draw(picture: ImageBitmap, share: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.floor(picture.width * share))
  canvas.height = Math.max(1, Math.floor(picture.height * share))
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  context.fillStyle = '#fff' // behind what is transparent: JPEG has no transparency
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  canvas.width = 0 // gives the memory back at once
  return blob ?? undefined
}
