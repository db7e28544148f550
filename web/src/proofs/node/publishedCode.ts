import artifact from '../../../../contracts/abi/AttestationRegistry.json'

const published = masked(artifact.deployedBytecode)

/** Blanks the places that the constructor fills in, since they differ from deployment to deployment. */
function masked(code: string): string {
  const digits = [...code.slice(2).toLowerCase()]
  for (const { start, length } of artifact.immutableReferences)
    digits.fill('0', start * 2, (start + length) * 2)
  return digits.join('')
}

/** The runtime code of AttestationRegistry as published in `contracts/abi`. */
export const publishedCode = {
  /** Whether the code of an account is the published one. */
  matches: (code: string): boolean =>
    code.length === artifact.deployedBytecode.length && masked(code) === published,
}
