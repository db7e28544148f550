import { checksumAddress, type Hex } from 'viem'
import { ProofFormatError } from './ProofFormatError'
import type { JsonValue } from './parseJson'

/** A JSON value with its path, read by the encodings of protocol §2 and nothing more lenient. */
export class JsonMember {
  constructor(
    private readonly value: JsonValue,
    private readonly path = '',
  ) {}

  /** A member that must be there. */
  get(name: string): JsonMember {
    if (!(this.value instanceof Map)) throw this.refuse('must be an object')
    const path = this.path === '' ? name : `${this.path}.${name}`
    const member = this.value.get(name)
    if (member === undefined) throw new ProofFormatError(`${path} is missing.`)
    return new JsonMember(member, path)
  }

  /** A member that may be absent or null. */
  optional(name: string): JsonMember | undefined {
    if (!(this.value instanceof Map)) return undefined
    return this.value.get(name) == null ? undefined : this.get(name)
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.refuse('must be a text')
    if (/\p{Cs}/u.test(this.value)) throw this.refuse('holds half of a surrogate pair')
    return this.value
  }

  nullableText(): string | null {
    return this.value === null ? null : this.text()
  }

  word<const Words extends readonly string[]>(...words: Words): Words[number] {
    const text = this.text()
    const found = words.find((word) => word === text)
    if (found === undefined) throw this.refuse(`must be one of: ${words.join(', ')}`)
    return found
  }

  /** An integer in plain digits, without sign, fraction or exponent. */
  integer(most = Number.MAX_SAFE_INTEGER): number {
    const digits =
      this.value !== null && typeof this.value === 'object' && 'digits' in this.value ? this.value.digits : ''
    if (!/^\d+$/.test(digits) || BigInt(digits) > BigInt(most))
      throw this.refuse(`must be an integer from 0 to ${most}`)
    return Number(digits)
  }

  uint32(): number {
    return this.integer(0xffff_ffff)
  }

  /** `0x` and lower-case hex digits; exactly `size` bytes when given. */
  bytes(size?: number): Hex {
    const text = this.text()
    const wanted = size === undefined ? /^0x(?:[0-9a-f]{2})*$/ : new RegExp(`^0x[0-9a-f]{${size * 2}}$`)
    if (!wanted.test(text))
      throw this.refuse(
        `must be 0x and ${size === undefined ? 'an even number of' : size * 2} lower-case hex digits`,
      )
    return text as Hex
  }

  hash(): Hex {
    return this.bytes(32)
  }

  address(): Hex {
    const text = this.text()
    if (!/^0x[0-9a-fA-F]{40}$/.test(text) || checksumAddress(text as Hex) !== text) {
      throw this.refuse('must be an address with its EIP-55 checksum')
    }
    return text as Hex
  }

  /** A quest's id as canonical lower-case UUID text. */
  questIdText(): string {
    const text = this.text()
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
      throw this.refuse('must be a UUID in lower case')
    return text
  }

  list(): JsonMember[] {
    if (!Array.isArray(this.value)) throw this.refuse('must be a list')
    return this.value.map((item, index) => new JsonMember(item, `${this.path}[${index}]`))
  }

  textOrInteger(): string | number {
    return typeof this.value === 'string' ? this.text() : this.integer()
  }

  private refuse(what: string): ProofFormatError {
    return new ProofFormatError(`${this.path || 'The file'} ${what}.`)
  }
}
