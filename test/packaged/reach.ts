// What of AWS a function can reach, read off its code: which methods of which ports.

import { basename } from 'node:path';
import { build } from 'esbuild';
import { NO_ROLES } from '../../aws/sts.ts';
import * as adapters from '../../flows/adapters.ts';
import { portsFor } from '../../flows/make-ports.ts';
import { type Node, treeOf } from '../tidy/syntax.ts';

/** Of every port, the names of its methods. */
export const methods = methodsOfPorts();

function methodsOfPorts(): ReadonlyMap<string, ReadonlySet<string>> {
  const none = () => {};
  const ports = portsFor({
    sdk: { home: { account: '111122223333', region: 'us-east-1' } },
    clock: { now: () => new Date(0), sleep: async () => {}, random: () => 0 },
    log: { info: none, warn: none, error: none },
    count: none,
    measure: none,
    tableName: 'table',
    releaseMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:release',
    memberRoles: NO_ROLES,
  });
  const named = Object.keys(adapters) as (keyof typeof adapters)[];
  return new Map(named.map((name) => [name, new Set(Object.keys(ports[name]))]));
}

/** The code of our own that a file reaches, by the files that it is of, without what nobody uses. */
export async function codeFrom(entry: string): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  const [, ...parts] = outputFiles[0]!.text.split(/^\/\/ (?=[\w/.-]+\.ts$)/m);
  return new Map(parts.map((part) => [part.split('\n')[0]!, part.slice(part.indexOf('\n'))]));
}

/** `port.method`, each that the function's own code and its flows ask for. */
export async function portsReachedBy(functionFile: string): Promise<ReadonlySet<string>> {
  const code = await codeFrom(functionFile);
  const asking = [...code].filter(
    ([file]) => /^(flows|functions)\//.test(file) && !/(adapters|make-ports)\.ts$/.test(file),
  );
  const asked = asking.flatMap(([, text]) => askedIn(text));
  const isAsked = (port: string) => asked.some((each) => each.startsWith(`${port}.`));
  const handedOn = asking
    .flatMap(([, text]) => handedOnIn(text))
    .filter((port) => !isAsked(port))
    .flatMap((port) => [...(methods.get(port) ?? [])].map((method) => `${port}.${method}`));
  return new Set([...asked, ...handedOn]);
}

interface Member extends Node {
  readonly object: Node & {
    readonly value?: string;
    readonly property?: { readonly value?: string };
  };
  readonly property: { readonly value?: string };
}

/** `ports.table.get` and, where the port was taken out of the ports, `table.get`. */
function askedIn(text: string): string[] {
  return treeOf(text)
    .all.filter((node) => node.type === 'MemberExpression')
    .flatMap((node) => {
      const { object, property } = node as Member;
      const port = (object.type === 'Identifier' ? object.value : object.property?.value) ?? '';
      // A bundler numbers names that are there twice.
      const name = port.replace(/\d+$/, '');
      const method = property.value ?? '';
      return methods.get(name)?.has(method) ? [`${name}.${method}`] : [];
    });
}

/** Ports that are handed on by themselves, to somebody who has another name for them. */
function handedOnIn(text: string): string[] {
  return [...text.matchAll(/\bports\d*\.(\w+)\b(?!\.)/g)].map(([, port = '']) => port);
}

/** `functions/on-build.ts` → `OnBuild` */
export function entryOf(functionFile: string): string {
  return basename(functionFile, '.ts')
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
