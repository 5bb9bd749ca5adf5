// The descriptions of a service that init reads: templates, Serverless files, and what `cdk synth` wrote.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readTemplate } from '../authoring/cloudformation/read-template.ts';
import { readAssembly } from '../authoring/init/cloud-assembly.ts';
import type { Note } from '../authoring/init/discovery.ts';
import { samConfig, type Usual } from '../authoring/init/sam-config.ts';
import { readServerless } from '../authoring/init/serverless-file.ts';
import type { ServerlessFile } from '../authoring/init/serverless-parts.ts';
import type { Stack } from '../authoring/init/stack.ts';
import { type StageName, stageNamed } from '../authoring/init/stage-names.ts';
import { Failure } from '../core/failure.ts';
import { plainValueOf } from '../core/template-values.ts';
import { readYaml } from '../core/template-yaml.ts';
import { readText } from './files.ts';

export type Source =
  | { readonly kind: 'stacks'; readonly file: string; readonly stacks: readonly Stack[] }
  | { readonly kind: 'serverless'; readonly file: string; readonly serverless: ServerlessFile };

/** What stands in a folder, in the order in which it is looked for. */
const LOOKED_FOR = [
  /^manifest\.json$/,
  /^cdk\.out$/,
  /^serverless\.(yml|yaml|json)$/,
  /^template\.(yaml|yml|json)$/,
  /^(cloudformation|cfn|infra(structure)?|stack|sam)\.(yaml|yml|json)$/i,
  /\.template$|\.template\.(yaml|yml|json)$|-template\.(yaml|yml)$|\.cfn\.(yaml|yml)$/i,
];

/** The description in a folder. Throws `Refused` where there is none, or more than one of the same kind. */
export function findSource(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Failure(
      'Refused',
      `expected a folder at ${folder}, got none; for a file, use --template`,
    );
  const names = readdirSync(folder).sort();
  for (const form of LOOKED_FOR) {
    const found = names.filter((name) => form.test(name));
    const [first, ...more] = found;
    if (first === undefined) continue;
    if (more.length === 0) return join(folder, first);
    throw new Failure(
      'Refused',
      `expected one description of the service in ${folder}, got ${found.join(', ')}; say which with --template, as often as there are stacks`,
    );
  }
  throw new Failure('Refused', nothingIn(folder, names));
}

function nothingIn(folder: string, names: readonly string[]): string {
  const program = names.find((name) => /^serverless\.(ts|js|mjs|cjs)$/.test(name));
  if (program)
    return `expected a file to read in ${folder}, got ${program}, which is a program; ${PACKAGED}`;
  if (names.includes('cdk.json'))
    return `expected a cdk.out in ${folder}, got only cdk.json; run npx cdk synth first`;
  return (
    `expected a cdk.out, a serverless.yml or a CloudFormation or SAM template in ${folder}, got none of them; ` +
    'name one with --template FILE, or look into a running account with --aws'
  );
}

/** Reads a description, whatever it is. Throws `Refused` with file and line. */
export function readSource(path: string): Source {
  if (existsSync(path) && statSync(path).isDirectory()) {
    const manifest = join(path, 'manifest.json');
    if (existsSync(manifest)) return readSource(manifest);
    return readSource(findSource(path));
  }
  const file = shown(path);
  if (basename(path) === 'manifest.json') return { kind: 'stacks', file, stacks: stacksOf(path) };
  refuseProgram(path);
  const text = readText(path);
  if (isServerless(path, text))
    return { kind: 'serverless', file, serverless: readServerless(text, file) };
  return { kind: 'stacks', file, stacks: [{ template: readTemplate(text, file) }] };
}

function refuseProgram(path: string): void {
  if (!/\.[cm]?[jt]sx?$/.test(path)) return;
  const way = /^serverless\./.test(basename(path)) ? PACKAGED : 'give the template that it makes';
  throw new Failure(
    'Refused',
    `expected a file to read, got ${shown(path)}, which is a program; ${way}`,
  );
}

const PACKAGED =
  'run npx serverless package, then tidegate init --template .serverless/cloudformation-template-update-stack.json';

/** As a person would name it, from where they are. */
function shown(path: string): string {
  const short = relative('.', path);
  return short.startsWith('..') ? path : short;
}

/** Whether a text is a Serverless file, whatever it is called. */
export function isServerless(path: string, text: string): boolean {
  if (/^\s{0,8}["']?(Resources|AWSTemplateFormatVersion)["']?\s*:/m.test(ofItsOwn(text)))
    return false;
  if (/^serverless[\w.-]*\.(ya?ml|json)$/.test(basename(path))) return true;
  return /^["' {]*service["']?\s*:/m.test(text) && /^["' {]*provider["']?\s*:/m.test(text);
}

/** A Serverless file has CloudFormation too, but indented below `resources`. */
function ofItsOwn(text: string): string {
  const isJson = /^\uFEFF?\s*\{/.test(text);
  if (!isJson) return text.replaceAll(/^\s+.*$/gm, '');
  try {
    const value = JSON.parse(text) as object;
    return Object.keys(value)
      .map((key) => `${key}:`)
      .join('\n');
  } catch {
    return text;
  }
}

/** Those of an app, and of the stages inside of it. */
function stacksOf(manifest: string): Stack[] {
  const folder = dirname(manifest);
  const { stacks, nested } = readAssembly(readText(manifest), shown(manifest));
  const passed: Note[] = [];
  const own = stacks.flatMap(({ templateFile, stackName, path, account, region }): Stack[] => {
    const file = inside(folder, templateFile);
    const text = readText(file);
    if (holdsNothing(text)) {
      const said = `${stackName} has no resources: it is passed over`;
      passed.push({ file: shown(file), line: 1, text: said });
      return [];
    }
    const stage = stageNamed(path) ?? stageNamed(stackName);
    const template = readTemplate(text, shown(file));
    return [{ template, stackName, account, region, stage }];
  });
  const [first, ...others] = own;
  return [
    ...(first ? [{ ...first, notes: passed }] : []),
    ...others,
    ...nested.flatMap((each) => stacksOf(join(inside(folder, each), 'manifest.json'))),
  ];
}

/** A stack of parameters or outputs alone, which the CDK writes as well; what is no JSON is refused elsewhere. */
function holdsNothing(text: string): boolean {
  try {
    const { Resources = {} } = JSON.parse(text) as { readonly Resources?: object };
    return Object.keys(Resources).length === 0;
  } catch {
    return false;
  }
}

/** A manifest names files of its own folder, and no others. */
function inside(folder: string, name: string): string {
  const path = resolve(folder, name);
  if (path.startsWith(resolve(folder))) return join(folder, name);
  throw new Failure('Refused', `expected ${folder} to name files of its own, got ${name}`);
}

/** The values of the files that a Serverless file names, as far as they are data. */
export function readerBeside(file: string): (path: string) => unknown {
  const folder = resolve(dirname(file));
  return (path) => {
    const found = resolve(folder, path);
    if (!found.startsWith(folder) || !/\.(ya?ml|json)$/.test(found)) return undefined;
    try {
      return plainValueOf(readYaml(readFileSync(found, 'utf8')).document);
    } catch {
      return undefined;
    }
  };
}

/** What `sam deploy --guided` keeps beside a template. */
export function usualBeside(file: string): (stage: StageName) => Usual {
  const names = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];
  const path = names.map((name) => join(dirname(file), name)).find((each) => existsSync(each));
  if (path === undefined) return () => ({});
  return samConfig(readText(path), path.endsWith('.toml') ? 'toml' : 'yaml');
}
