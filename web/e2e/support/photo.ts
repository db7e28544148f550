const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body])

// 33 × 17 pixels, progressive.
const picture = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wEEEAAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIARwBCAEcAQgBdAI0AWABnAFgAWABnAFgAjQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsBdwGLAgQCBAK2EQAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIARwBCAEcAQgBdAI0AWABnAFgAWABnAFgAjQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsBdwGLAgQCBAK2/8IAEQgAEQAhAwEiAAIRAQMRAf/EAC8AAQADAQEAAAAAAAAAAAAAAAACAwUEBgEBAAMBAAAAAAAAAAAAAAAABQIDBAD/2gAMAwEAAhADEAAAAOG1oSUy7OumZEkmXXRrnWef1i8/KC7H/8QAJRAAAAUCBAcAAAAAAAAAAAAAAAECAxEEEhAUMWITITJRUmGh/9oACAEBAAE/AG0zEjh3A6eTCKT0Mkfj8DBSENSQecbZVbFy+wQqodPqtLbyGR2inDWgRqKbXD//xAAhEQACAQMDBQAAAAAAAAAAAAABAgADEjEEECEzU2Fxgf/aAAgBAgEBPwB6ljDkfZdUKE4Hky1u80qdRvZmoy23/8QAHxEAAQMDBQAAAAAAAAAAAAAAAAIDEQQTMwEQEmOh/9oACAEDAQE/AHHOLZccUuZjQu93hVYypybf/9k=',
  'base64',
)

/** What no byte of a stored photo may say. */
export const place = 'GPSLatitude 52.51632'

// A big-endian TIFF whose directory turns the picture and points at a directory of coordinates.
const exif = segment(
  0xe1,
  Buffer.concat([
    Buffer.from('Exif\0\0MM\0*', 'latin1'),
    Buffer.from(
      '000000080002011200030000000100060000882500040000000100000026000000000001000100020000000200004e000000000000',
      'hex',
    ),
    Buffer.from(place),
  ]),
)
const turned = Buffer.concat([picture.subarray(0, 2), exif, picture.subarray(2)])

/**
 * A photo as telephones make them: EXIF with a place, the index of a second picture (MPF), and behind its end that picture
 * with the same EXIF, and a video that names the place.
 */
export const photo = {
  name: 'bench.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([
    turned.subarray(0, 2),
    segment(0xe2, Buffer.from(`MPF\0${place}`)),
    turned.subarray(2),
    turned,
    Buffer.from('\0\0\0\u0018ftypmp42\u00a9xyz+52.5163+013.3777/', 'latin1'),
  ]),
}
