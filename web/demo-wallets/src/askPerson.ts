import { dialogStyle } from './dialogStyle'
import { ProviderError } from './ProviderError'

type Question = { wallet: string; colour: string; title: string; fields: [string, string][] }

let open = false

/**
 * Shows everything that is to be signed in a dialog of its own and waits for the answer.
 * @throws {ProviderError} 4001 when declined, -32002 when another dialog is open
 */
export function askPerson({ wallet, colour, title, fields }: Question): Promise<void> {
  if (open) return Promise.reject(new ProviderError(-32002, 'Another request is waiting'))
  open = true
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [dialogStyle] // constructed, because the page allows no inline style
  const dialog = element('dialog')
  dialog.setAttribute('aria-labelledby', 'title')
  const head = element('header', wallet)
  head.style.setProperty('background', colour)
  const heading = element('h2', title)
  heading.id = 'title'
  const list = element('dl')
  for (const [name, value] of fields) list.append(element('dt', name), element('dd', value))
  const note = element(
    'p',
    'A demo wallet of the development chain. Its key is public; never use it elsewhere.',
  )
  const buttons = element('footer')
  const decline = element('button', 'Decline')
  const confirm = element('button', 'Sign')
  confirm.className = 'confirm'
  confirm.style.setProperty('background', colour)
  buttons.append(decline, confirm)
  dialog.append(head, heading, list, note, buttons)
  root.append(dialog)
  document.body.append(host)
  dialog.showModal()
  return new Promise((resolve, reject) => {
    const close = (agreed: boolean) => {
      open = false
      host.remove()
      if (agreed) resolve()
      else reject(new ProviderError(4001, 'User rejected the request'))
    }
    confirm.addEventListener('click', () => close(true))
    decline.addEventListener('click', () => close(false))
    dialog.addEventListener('cancel', () => close(false))
    confirm.focus()
  })
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
