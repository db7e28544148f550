// Fails when src/api/schema.d.ts is not what the committed OpenAPI document generates.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const fresh = join(tmpdir(), `civicforge-schema-${process.pid}.d.ts`)
const generator = 'node_modules/openapi-typescript/bin/cli.js'
execFileSync('node', [generator, 'openapi/v1.json', '-o', fresh, '--alphabetize'], { stdio: 'pipe' })
const same = readFileSync(fresh, 'utf8') === readFileSync('src/api/schema.d.ts', 'utf8')
rmSync(fresh)
if (!same) {
  console.error('src/api/schema.d.ts differs from openapi/v1.json. Run: npm run schema')
  process.exit(1)
}
console.log('schema.d.ts is what openapi/v1.json generates')
