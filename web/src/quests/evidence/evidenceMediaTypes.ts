/**
 * What the file dialog offers: the kinds that the service stores, and pictures that become one. What a file is, its bytes
 * tell.
 */
export const evidenceMediaTypes = ['image/*', '.heic', '.heif', 'application/pdf', 'text/plain']
