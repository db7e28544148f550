/** How the signing dialog looks; kept apart from the page, as a wallet's window is. */
export const dialogStyle = new CSSStyleSheet()
dialogStyle.replaceSync(`
  dialog { box-sizing: border-box; width: min(460px, calc(100vw - 24px)); max-height: calc(100dvh - 32px); padding: 0; overflow: auto; border: 0; border-radius: 18px;
    background: #fff; color: #15211d; font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 24px 80px rgb(0 0 0 / 45%); }
  dialog::backdrop { background: rgb(10 20 16 / 55%); }
  header { padding: 12px 22px; color: #fff; font-weight: 600; }
  h2 { margin: 18px 22px 4px; font-size: 20px; }
  dl { margin: 10px 22px; }
  dt { padding-top: 8px; color: #4b5a53; font-size: 13px; }
  dd { margin: 0; padding-bottom: 8px; border-bottom: 1px solid #d9dfd4; overflow-wrap: anywhere; white-space: pre-wrap; font-family: ui-monospace, monospace; font-size: 13px; }
  p { margin: 0 22px; color: #4b5a53; font-size: 13px; }
  footer { position: sticky; bottom: 0; display: flex; gap: 10px; padding: 16px 22px; background: #fff; }
  button { flex: 1; min-height: 46px; border: 1px solid #8a978f; border-radius: 12px; background: #fff; color: #15211d; font: 600 15px system-ui, sans-serif; cursor: pointer; }
  button.confirm { border-color: transparent; color: #fff; }
  button:focus-visible { outline: 3px solid #d9581e; outline-offset: 2px; }
`)
