import { accounts } from './accounts'
import { announce } from './announce'

for (const account of accounts) announce(account)
