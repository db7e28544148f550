import type { en } from './en'
import type { enLater } from './enLater'
import type { enSignIn } from './enSignIn'

/** The name of a word. One that is missing in German fails the type check. */
export type Word = keyof typeof en | keyof typeof enLater | keyof typeof enSignIn
