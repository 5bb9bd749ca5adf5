// Reading what callers send: strictly, with AWS's errors.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { parseArn } from '../arn.ts';
import type { Json } from '../json.ts';
import { jsonBytes } from '../json-size.ts';
import { NAME_LENGTH, NESTING_LEVELS, PAYLOAD_BYTES } from '../limits.ts';

/** Parses an operation's input, or throws `ValidationException` naming the member. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(input ?? {});
  if (success) return data;
  const errors = error.issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const member = path.join('.') || 'input';
    return `Value at '${member}' failed to satisfy constraint: ${message}`;
  });
  const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
  throw new AwsError('ValidationException', `${count}: ${errors.join('; ')}`);
}

/** AWS names them all; here the first tell enough. */
const MOST_ISSUES = 20;

/** A list whose length is told before its items are looked into: there could be any number of them. */
export function list<Item extends z.ZodType>(item: Item, most: number) {
  return z.array(z.unknown()).max(most).pipe(z.array(item));
}

export const Arn = z.string().min(1).max(256);
/** JSON text, within the limit on payloads. */
export const Payload = z
  .string()
  .refine((text) => Buffer.byteLength(text, 'utf8') <= PAYLOAD_BYTES, {
    message: `Member must have length less than or equal to ${PAYLOAD_BYTES}`,
  });

/** Throws `InvalidArn` unless the text is an ARN of that kind. */
export function checkArn(text: string, kind: string): void {
  if (parseArn(text)?.kind === kind) return;
  throw new AwsError('InvalidArn', `Invalid Arn: 'Expected the ARN of a ${kind}, got ${text}'`);
}

/** Throws `InvalidArn` unless the text is the ARN of a role. */
export function checkRole(text: string): void {
  if (/^arn:aws[\w-]*:iam::\d+:role\/\S+$/.test(text)) return;
  throw new AwsError('InvalidArn', `Invalid Role Arn: '${text}'`);
}

/** A version is described only where one is published. */
export function checkDescribed(publish: boolean | undefined, description: string | undefined) {
  if (publish || description === undefined) return;
  const message = 'Version description can only be set when publish is true';
  throw new AwsError('ValidationException', message);
}

/** Parses JSON text, or throws the named error. */
export function parseJson(text: string, errorName: string, what: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new AwsError(errorName, `${what}: '${(error as Error).message}'`);
  }
  if (Number.isFinite(jsonBytes(value))) return value;
  throw new AwsError(errorName, `${what}: 'Expected at most ${NESTING_LEVELS} levels of nesting'`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS refuses control characters in names.
const REFUSED = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Throws `InvalidName` for names that AWS refuses. */
export function checkName(name: string): void {
  if (name.length > 0 && name.length <= NAME_LENGTH && !REFUSED.test(name)) return;
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}
