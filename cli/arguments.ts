// Reads a verb's arguments strictly: an unknown option is an error that names the nearest known one.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options by name and the rest in order. Throws `Refused` with the usage. */
export function readArguments<Given extends Options>(
  args: readonly string[],
  options: Given,
  usage: string,
) {
  const known = Object.keys(options).map((name) => `--${name}`);
  const unknown = args.find(
    (each) => each.startsWith('--') && !known.includes(each.split('=')[0]!),
  );
  if (unknown) {
    const meant = nearest(unknown, known);
    throw new Failure(
      'Refused',
      `unknown option ${unknown}${meant ? `; did you mean ${meant}?` : ''}\nusage: ${usage}`,
    );
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new Failure('Refused', `${(cause as Error).message}\nusage: ${usage}`, { cause });
  }
}

export function refuseUsage(problem: string, usage: string): Failure {
  return new Failure('Refused', `${problem}\nusage: ${usage}`);
}

/** The only positional argument. Throws `Refused` where there is none, or another; `what` names it. */
export function onlyOne(positionals: readonly string[], what: string, usage: string): string {
  const [one, ...rest] = positionals;
  if (one !== undefined && rest.length === 0) return one;
  throw refuseUsage(`expected ${what}, got ${positionals.length}`, usage);
}
