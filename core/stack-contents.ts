// What a stack is made of, and how two of them are told apart.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { noun } from './noun.ts';

/** What CloudFormation shows of a parameter that is not to be seen. */
export const HIDDEN = '****';

export interface StackContents {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An alarm that takes an update of a stack back, by its ARN and CloudFormation's word for its kind. */
const triggerSchema = z.strictObject({ arn: z.string(), type: z.string() }).readonly();
export type StackTrigger = z.output<typeof triggerSchema>;

const watchedSchema = z
  .strictObject({
    kind: z.literal('stackWatched'),
    triggers: z.array(triggerSchema).readonly(),
    minutes: z.int(),
    /** The change set that puts it there again. */
    restoredBy: z.string().exactOptional(),
  })
  .readonly();

/** What a way back has left out of what CloudFormation watches a stack by: the next release puts it there again. */
export type LeftOut = z.output<typeof watchedSchema>;

export const leftOutNoun = noun('what a stack was watched by', watchedSchema);

/** By what CloudFormation itself watches the updates of a stack, and for how long. */
export type StackWatched = Pick<LeftOut, 'triggers' | 'minutes'>;

const keptSchema = z
  .strictObject({
    kind: z.literal('keptStack'),
    at: z.string(),
    /** The template as it was written, zipped and in base64. */
    zipped: z.string(),
    parameters: z.record(z.string(), z.string()).readonly(),
    tags: z.record(z.string(), z.string()).readonly(),
  })
  .readonly();

/** What a stack had before a release changed it, as it was found: what its way back puts there again. */
export type KeptStack = z.output<typeof keptSchema>;

export const keptStackNoun = noun('kept stack', keptSchema);

/**
 * A template's digest, as far as CloudFormation gives it back as it was: it shows what is not ASCII as question marks,
 * and blanks at its ends may be gone.
 */
export function templateDigest(template: string): string {
  const shown = template.trim().replaceAll(/[^\0-\x7f]/gu, '?');
  return `sha256:${createHash('sha256').update(shown).digest('hex')}`;
}

/** What a stack's contents are called: `9f2c1d70a1b2-4d1f0c22`, the template's part first. */
export function versionOfStack({ template, parameters }: StackContents): string {
  const sorted = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const values = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
  return `${templateDigest(template).slice(7, 19)}-${values.slice(0, 8)}`;
}

/** A parameter that a template declares, and what it is without being given. */
export interface DeclaredParameter {
  readonly key: string;
  readonly default?: string | undefined;
  readonly isHidden: boolean;
}

/**
 * What each parameter is to get: what is given, else the value that the stack has (null), for without a word
 * CloudFormation would put the default in its place. What is hidden can only be kept.
 */
export function parametersFor(
  declared: readonly DeclaredParameter[],
  given: StackContents['parameters'],
  before: StackContents['parameters'] = {},
): Record<string, string | null> {
  return Object.fromEntries(
    declared.flatMap(({ key }): [string, string | null][] => {
      const value = given[key];
      if (value !== undefined && value !== HIDDEN) return [[key, value]];
      return key in before ? [[key, null]] : [];
    }),
  );
}

/** What they are then, as CloudFormation will show them. */
export function valuesOf(
  declared: readonly DeclaredParameter[],
  parameters: Readonly<Record<string, string | null>>,
  before: StackContents['parameters'] = {},
): Record<string, string> {
  return Object.fromEntries(
    declared.map(({ key, default: usual = '', isHidden }) => {
      const value = parameters[key];
      const its = value === undefined ? usual : (value ?? before[key] ?? '');
      return [key, isHidden ? HIDDEN : its];
    }),
  );
}

/** The longest that CloudFormation takes is 128; a release, a target and a stage may have any names. */
const MOST_NAMED = 96;

/** The name of the change set that is prepared under a mark: the same mark has the same, and no other has it. */
export function changeSetNamed(mark: string): string {
  const said = mark.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, MOST_NAMED);
  return `${said}-${createHash('sha256').update(mark).digest('hex').slice(0, 10)}`;
}

/** Whether it is one of Tidegate's, whichever release's. */
export function isOfTidegate(changeSet: string): boolean {
  return /^tidegate-(deploy|rollBack)-/.test(changeSet);
}
