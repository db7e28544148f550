import { type Hex, hexToString, type TypedDataDefinition } from 'viem'
import type { DemoAccount } from './accounts'
import { askPerson } from './askPerson'
import { ProviderError } from './ProviderError'

const chainId = '0x7a69' // 31337, the only chain a demo wallet knows

type Call = { method: string; params?: unknown[] }
type TypedData = TypedDataDefinition & { message: Record<string, unknown> }

/** An EIP-1193 provider that signs with a development key after the person on the screen has agreed. */
export function makeProvider({ key, name, colour }: DemoAccount) {
  let connected = false
  const own = (address: unknown) => {
    if (String(address).toLowerCase() !== key.address.toLowerCase())
      throw new ProviderError(4100, 'Unknown account')
  }
  const request = async ({ method, params = [] }: Call): Promise<unknown> => {
    switch (method) {
      case 'eth_requestAccounts':
        connected = true
        return [key.address]
      case 'eth_accounts':
        return connected ? [key.address] : []
      case 'eth_chainId':
        return chainId
      case 'wallet_switchEthereumChain': {
        const [wanted] = params as [{ chainId: string }]
        if (wanted.chainId !== chainId)
          throw new ProviderError(4902, 'A demo wallet knows the development chain only')
        return null
      }
      case 'personal_sign': {
        const [data, address] = params as [Hex, string]
        own(address)
        await askPerson({
          wallet: name,
          colour,
          title: 'Sign a message',
          fields: [['message', hexToString(data)]],
        })
        return key.signMessage({ message: { raw: data } })
      }
      case 'eth_signTypedData_v4': {
        const [address, json] = params as [string, string]
        own(address)
        const data = JSON.parse(json) as TypedData
        await askPerson({ wallet: name, colour, title: `Sign ${data.primaryType}`, fields: fieldsOf(data) })
        return key.signTypedData(data)
      }
      default:
        throw new ProviderError(4200, `A demo wallet can't do ${method}`)
    }
  }
  return { request, on() {}, removeListener() {} }
}

/** Every field that is signed, domain first, in the order of its type. */
function fieldsOf(data: TypedData): [string, string][] {
  const types = data.types as Record<string, readonly { name: string }[]>
  const domain = Object.entries(data.domain ?? {}).map(([field, value]): [string, string] => [
    `domain.${field}`,
    String(value),
  ])
  const message = (types[data.primaryType] ?? []).map((field): [string, string] => [
    field.name,
    String(data.message[field.name]),
  ])
  return [...domain, ...message]
}
