// Holds bills of materials to the schema of the version that each names: node check.mjs FILE...; exit code 1 when one breaks it.
import { readFileSync } from 'node:fs'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8')
  const bill = JSON.parse(text)
  const version = Object.values(Spec.Version).find((known) => known === bill.specVersion)
  const fault = await new Validation.JsonStrictValidator(version).validate(text)
  if (fault !== null || bill.components.length === 0) {
    console.error(`${file}: ${JSON.stringify(fault, null, 2)}`)
    process.exitCode = 1
  } else {
    console.log(`${file}: CycloneDX ${version}, ${bill.components.length} components`)
  }
}
