/// <reference types="vite/client" />
declare module 'virtual:mantine-variables.css'
declare module '@fontsource-variable/bricolage-grotesque'
declare module '@fontsource-variable/instrument-sans'
declare module '@fontsource-variable/jetbrains-mono'
