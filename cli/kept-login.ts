// Where a person has said once that Tidegate is deployed: kept in their own settings, used where nothing else is said.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';

const loginSchema = z.strictObject({
  account: z.string(),
  region: z.string(),
  stage: z.string(),
  table: z.string(),
  /** Where commands go. */
  commands: z.string(),
  machine: z.string(),
  /** Of the AWS CLI's configuration. */
  profile: z.string().optional(),
  /** A local release's address. */
  endpoint: z.string().optional(),
});

export type Login = z.output<typeof loginSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

export function loginFile({ XDG_CONFIG_HOME: folder }: Environment): string {
  return join(folder || join(homedir(), '.config'), 'tidegate', 'login.json');
}

/** Undefined where nobody has logged in. Throws `Refused` where the file is none of ours. */
export function readLogin(environment: Environment): Login | undefined {
  const file = loginFile(environment);
  if (!existsSync(file)) return undefined;
  const read = loginSchema.safeParse(jsonIn(file));
  if (read.success) return read.data;
  throw new Failure(
    'Refused',
    `expected what tidegate login wrote in ${file}, got something else; log in again, or: tidegate login --forget`,
  );
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Nothing secret is in it, and nobody else's business either. */
export function keepLogin(environment: Environment, login: Login): string {
  const file = loginFile(environment);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(login, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}

/** False where there was nothing to forget. */
export function forgetLogin(environment: Environment): boolean {
  const file = loginFile(environment);
  if (!existsSync(file)) return false;
  rmSync(file);
  return true;
}
