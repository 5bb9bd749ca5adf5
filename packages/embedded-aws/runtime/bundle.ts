// Loads a function's bundle as Lambda does: out of its zip archive, with nothing else of this machine to import.
//
// The bundle runs byte for byte as it ships. Its module gets a scope in which `process`, `Date`, timers and the like
// are the sandbox's, and its imports of Node's modules that lead out of the process are the sandbox's too.

import { registerHooks } from 'node:module';
import type { Handler } from '../services/lambda/functions.ts';
import { type Sandbox, type SandboxOptions, sandboxOf } from './sandbox.ts';
import { unzip } from './unzip.ts';

export interface BundleOptions extends SandboxOptions {
  readonly archive: Buffer;
  /** As Lambda has it: `functions/sweep.handler`. */
  readonly handler: string;
}

/** What a bundle exports as its handler. */
export type Bundled = Handler;

interface Loaded {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly sandbox: Sandbox;
}

const SCHEME = 'lambda-bundle:';
const KEY = Symbol.for('@tidegate/embedded-aws bundles');

/** By number: each time that a bundle is loaded it is a module of its own, as each sandbox of Lambda has its own. */
const bundles: Loaded[] = [];

/** Resolves to the exported handler, once the module's top level has run. */
export async function loadBundle(options: BundleOptions): Promise<Bundled> {
  hook();
  const files = unzip(options.archive);
  const number = bundles.push({ files, sandbox: sandboxOf(options) }) - 1;
  const [, path = '', name = ''] = /^(.+)\.(\w+)$/.exec(options.handler) ?? [];
  const file = ['.mjs', '.js'].map((ending) => `${path}${ending}`).find((each) => files.has(each));
  if (!file) throw new Error(`Expected the archive to have ${path}.mjs, got ${[...files.keys()]}.`);
  const module = (await import(`${SCHEME}//${number}/${file}`)) as Record<string, unknown>;
  const handler = module[name];
  if (typeof handler === 'function') return handler as Bundled;
  throw new Error(`Expected ${file} to export ${name}, got ${Object.keys(module)}.`);
}

let hooked = false;

function hook(): void {
  if (hooked) return;
  hooked = true;
  Object.assign(globalThis, { [KEY]: scopeOf });
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith(SCHEME)) return { url: specifier, shortCircuit: true };
      if (!context.parentURL?.startsWith(SCHEME)) return next(specifier, context);
      return { url: urlFrom(specifier, context.parentURL), shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith(SCHEME)) return next(url, context);
      return { format: 'module', source: sourceOf(new URL(url)), shortCircuit: true };
    },
  });
}

/** What a bundle imports is in its archive, or one of Node's own modules. */
function urlFrom(specifier: string, parent: string): string {
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, parent).href;
  const plain = specifier.replace(/^node:/, '');
  const { sandbox } = bundleAt(new URL(parent));
  if (sandbox.modules[plain]) return `${SCHEME}//${new URL(parent).host}/node:${plain}`;
  if (process.getBuiltinModule(plain)) return `node:${plain}`;
  throw Object.assign(new Error(`Cannot find package '${specifier}' imported from ${parent}`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
}

function bundleAt({ host }: URL): Loaded {
  const found = bundles[Number(host)];
  if (found) return found;
  throw new Error(`Expected a bundle that is loaded, got number ${host}.`);
}

interface Scope {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly modules: Readonly<Record<string, object>>;
}

function scopeOf(host: string): Scope {
  return bundleAt(new URL(`${SCHEME}//${host}`)).sandbox;
}

function sourceOf(url: URL): string {
  const { files, sandbox } = bundleAt(url);
  const path = url.pathname.slice(1);
  const scope = `globalThis[Symbol.for(${JSON.stringify(Symbol.keyFor(KEY))})]("${url.host}")`;
  if (path.startsWith('node:')) return moduleSource(sandbox, path.slice('node:'.length), scope);
  const source = files.get(path);
  if (!source) throw new Error(`Expected the archive to have ${path}, got ${[...files.keys()]}.`);
  // On one line, so that the lines of errors are those of the file.
  return `const { ${Object.keys(sandbox.globals).join(', ')} } = ${scope}.globals; ${source.toString()}`;
}

function moduleSource({ modules }: Sandbox, name: string, scope: string): string {
  const builtin = process.getBuiltinModule(name) as object;
  const exported = Object.keys(builtin).filter((key) => /^[A-Za-z_]\w*$/.test(key));
  return [
    `const module = ${scope}.modules[${JSON.stringify(name)}];`,
    'export default module;',
    ...exported
      .filter((key) => key !== 'default' && key in (modules[name] ?? {}))
      .map((key, index) => `const e${index} = module.${key}; export { e${index} as ${key} };`),
  ].join('\n');
}
