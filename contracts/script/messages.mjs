// Writes the typed contract messages of the write path, src/CivicForge.Chain.Web3/Contracts/**/*.g.cs, from contracts/abi,
// or with --check proves that the committed files are what the ABI gives.
// node contracts/script/messages.mjs [--check]
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const target = join(root, 'src/CivicForge.Chain.Web3/Contracts');
const check = process.argv.includes('--check');

/** Functions: what is sent, and what deployment and key rotation ask. Errors: all. Events: none, our own decoder reads them. */
const wanted = {
  AttestationRegistry: ['anchor', 'revoke', 'setReceiptKey', 'pause', 'unpause', 'grantRole', 'revokeRole', 'hasRole', 'receiptKey'],
  RewardDistributor: ['claim', 'claimMany', 'withhold', 'registry', 'maxXp', 'maxReputation', 'reputation'],
};

/** ABI type: the property's type and default, and the type and conversion in the constructor, which takes our value types. */
const types = {
  address: { type: 'string', initial: '""', given: 'Address', from: (x) => `${x}.ToString()` },
  bool: { type: 'bool' },
  uint8: { type: 'byte' },
  uint32: { type: 'uint' },
  uint48: { type: 'ulong' },
  uint64: { type: 'ulong' },
  uint256: { type: 'BigInteger' },
  string: { type: 'string', initial: '""' },
  bytes: { type: 'byte[]', initial: '[]' },
  bytes16: { type: 'byte[]', initial: '[]', given: 'Guid', from: (x) => `Chain.QuestId.ToBytes16(${x})` },
  bytes32: { type: 'byte[]', initial: '[]', given: 'Hash32', from: (x) => `${x}.ToArray()` },
  'bytes32[]': { type: 'List<byte[]>', initial: '[]', given: 'IEnumerable<Hash32>', from: (x) => `[.. ${x}.Select(h => h.ToArray())]` },
};

const structs = new Map();

/** `struct RewardDistributor.Claim[]` is ClaimTuple. */
const structName = (input) => `${input.internalType.replace(/\[\]$/, '').split(/[ .]/).at(-1)}Tuple`;

function typeOf(input) {
  if (!input.type.startsWith('tuple')) return types[input.type] ?? fail(`no C# type is known for ${input.type}`);
  const name = structName(input);
  structs.set(name, input.components);
  input.components.forEach(typeOf);
  return input.type === 'tuple'
    ? { type: name, initial: 'new()' }
    : { type: `List<${name}>`, initial: '[]', given: `IEnumerable<${name}>`, from: (x) => `[.. ${x}]` };
}

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const plain = (name) => name.replace(/_$/, '');

function fail(reason) {
  console.error(`messages.mjs: ${reason}`);
  process.exit(1);
}

function property(input, order) {
  const { type, initial } = typeOf(input);
  const attribute = `"${input.type}", "${input.name}", ${order + 1}`;
  const name = pascal(plain(input.name || 'value'));
  return `    [Parameter(${attribute})]\n    public ${type} ${name} { get; set; }${initial ? ` = ${initial};` : ''}`;
}

/** Named arguments in our own types, so that an id never takes another byte order and nothing is forgotten. */
function constructor(name, inputs, base = '') {
  const given = inputs.map((input) => `${typeOf(input).given ?? typeOf(input).type} ${plain(input.name)}`);
  const lines = inputs.map((input) => `        ${pascal(plain(input.name))} = ${(typeOf(input).from ?? ((x) => x))(plain(input.name))};`);
  return [`    public ${name}(${given.join(', ')})${base}`, '    {', ...lines, '    }'].join('\n');
}

const tuple = (inputs) => inputs.map((input) =>
  input.type.startsWith('tuple') ? `(${tuple(input.components)})${input.type.slice(5)}` : input.type).join(',');
const signature = (item) => `${item.name}(${tuple(item.inputs)})`;

function type(summary, attribute, name, base, parts) {
  const body = parts.filter(Boolean).join('\n\n');
  const head = [`/// <summary><c>${summary}</c></summary>`, ...(attribute ? [`[${attribute}]`] : []), `public sealed class ${name} : ${base}`];
  return [...head, '{', ...(body ? [body] : []), '}'].join('\n');
}

function functionMessage(item) {
  const name = `${pascal(item.name)}Function`;
  const makers = item.inputs.length === 0 ? [] : [`    public ${name}()\n    {\n    }`, constructor(name, item.inputs)];
  const encode = '    /// <summary>Selector and arguments.</summary>\n    public byte[] CallData() => this.GetCallData();';
  const returned = item.outputs.length === 1 ? `, "${item.outputs[0].type}"` : '';
  const message = type(signature(item), `Function("${item.name}"${returned})`, name, 'FunctionMessage', [...makers, ...item.inputs.map(property), encode]);
  if (item.outputs.length === 0) return [message];
  return [message, type(`What ${item.name} returns.`, 'FunctionOutput', `${pascal(item.name)}Output`, 'IFunctionOutputDTO', item.outputs.map(property))];
}

function deployment(contractName, item) {
  const name = `${contractName}Deployment`;
  const code = `ContractArtifact.${contractName}.Bytecode`;
  return type(`constructor(${tuple(item.inputs)})`, null, name, 'ContractDeploymentMessage', [
    `    public ${name}()\n        : base(Hex.Encode(${code}))\n    {\n    }`,
    constructor(name, item.inputs, '\n        : this()'),
    ...item.inputs.map(property),
    '    /// <summary>Creation code and arguments.</summary>\n    public byte[] CreationCode() => this.GetDeploymentData();',
  ]);
}

const header = '// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.\n#nullable enable\n';

function source(namespace, body) {
  const uses = ['System.Numerics', 'CivicForge.Chain.Contracts', 'Nethereum.ABI.FunctionEncoding.Attributes', 'Nethereum.Contracts']
    .filter((use) => (use !== 'System.Numerics' || body.includes('BigInteger')) && (use !== 'CivicForge.Chain.Contracts' || body.includes('ContractArtifact'))
      && (use !== 'Nethereum.Contracts' || /FunctionMessage|ContractDeploymentMessage/.test(body)));
  return `${header}${uses.map((use) => `using ${use};\n`).join('')}\nnamespace ${namespace};\n\n${body}\n`;
}

const files = new Map();
const space = 'CivicForge.Chain.Web3.Contracts';
const errors = new Map();

for (const [contractName, functions] of Object.entries(wanted)) {
  const { abi } = JSON.parse(readFileSync(join(root, `contracts/abi/${contractName}.json`), 'utf8'));
  const find = (name) => abi.find((item) => item.type === 'function' && item.name === name) ?? fail(`${contractName} has no function ${name}`);
  const add = (file, parts) => files.set(`${contractName}/${file}.g.cs`, source(`${space}.${contractName}`, parts.join('\n\n')));
  const own = abi.filter((item) => item.type === 'error' && !errors.has(signature(item)));
  for (const item of own) errors.set(signature(item), `${contractName}.${item.name}Error`);
  add('Functions', functions.flatMap((name) => functionMessage(find(name))));
  add('Errors', own.map((item) => type(signature(item), `Error("${item.name}")`, `${item.name}Error`, 'IErrorDTO', item.inputs.map(property))));
  add('Deployment', [deployment(contractName, abi.find((item) => item.type === 'constructor'))]);
}

files.set('Structs.g.cs', source(space, [...structs].map(([name, components]) => type(`(${tuple(components)})`, null, name, 'object', [
  `    public ${name}()\n    {\n    }`, constructor(name, components), ...components.map(property),
]).replace(' : object', '')).join('\n\n')));

files.set('ErrorTypes.g.cs', `${header}
namespace ${space};

public static partial class ContractErrors
{
    /// <summary>Every error that our contracts declare, each signature once.</summary>
    private static readonly IReadOnlyList<Known> All =
    [
${[...errors].map(([name, type]) => `        Known.Of<${type}>("${name}"),`).join('\n')}
    ];
}
`);

let differing = 0;
for (const [name, text] of files) {
  const file = join(target, name);
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    differing++;
    console.error(`${relative(root, file)} is not what contracts/abi gives. Run: node contracts/script/messages.mjs`);
  }
}

for (const name of readdirSync(target, { recursive: true }).filter((name) => name.endsWith('.g.cs') && !files.has(name.replaceAll('\\', '/')))) {
  differing++;
  console.error(`${relative(root, join(target, name))} is of no contract any more. Delete it.`);
}

if (check && differing === 0) console.log(`contracts/abi: ${files.size} files of messages reproduced`);
process.exitCode = differing === 0 ? 0 : 1;
