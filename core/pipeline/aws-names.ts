// Names of things in AWS, as strict as AWS is: what nothing can be called is refused here, not by a deployment.

import * as z from 'zod';
import { hexCodeOf } from '../harmless.ts';
import { isAlarmArn } from './alarm-named.ts';

/** What shows nothing, or turns the text about it: two names that look alike would differ by it. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/u;

/**
 * A name of `what`, which matches the pattern; `allowed` says so in words.
 *
 *     'checkout'        →  a Lambda function’s name
 *     'arn:aws:…'       →  expected …, got an ARN
 *     'check\u200Bout'  →  expected …, got one with U+200B, which does not show
 */
function nameOf(what: string, pattern: RegExp, allowed: string) {
  return z.string().superRefine((given, context) => {
    const problem = problemOf(given, pattern, allowed);
    if (problem)
      context.addIssue({ code: 'custom', message: `expected the name of ${what}${problem}` });
  });
}

function problemOf(given: string, pattern: RegExp, allowed: string): string | undefined {
  if (given === '') return ', got an empty one';
  const [letter] = INVISIBLE.exec(given) ?? [];
  if (letter !== undefined) {
    const code = hexCodeOf(letter).toUpperCase().padStart(4, '0');
    return `, got one with U+${code}, which does not show: type it anew`;
  }
  if (/^arn:/.test(given)) return ' alone, got an ARN: its account and region are the target’s own';
  return pattern.test(given) || /^TODO-[a-z-]+$/.test(given) ? undefined : `: ${allowed}`;
}

/** Up to so many characters, with no space at an end. */
const printed = (most: number) => new RegExp(`^(?! )[^]{1,${most}}(?<! )$`, 'u');
const printedWords = (most: number) => `at most ${most} characters, with no space at an end`;

const WORD = 'letters, digits, hyphens and underscores';

export const functionName = nameOf(
  'a Lambda function',
  /^[A-Za-z0-9_-]{1,64}$/,
  `${WORD}, at most 64, without a version or an alias`,
);
export const hookFunctionName = nameOf(
  'a Lambda function',
  /^[A-Za-z0-9_-]{1,64}(:(?![0-9]+$)[A-Za-z0-9_-]{1,128})?$/,
  `${WORD}, at most 64, and an alias after a colon where one is meant`,
);
export const aliasName = nameOf(
  'an alias',
  /^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$/,
  `${WORD}, at most 128, and not digits alone`,
);
export const deployName = (what: string) => nameOf(what, printed(100), printedWords(100));
export const projectName = nameOf(
  'a CodeBuild project',
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/,
  `${WORD}, beginning with a letter or a digit`,
);
export const repositoryName = nameOf(
  'a repository of ECR',
  /^(?=.{2,256}$)[a-z0-9]+((\.|_{1,2}|-+|\/)[a-z0-9]+)*$/,
  'lower case letters, digits, and single . _ - / between them',
);
export const canaryName = nameOf(
  'a canary',
  /^[0-9a-z_-]{1,255}$/,
  'small letters, digits, hyphens and underscores, at most 255',
);
export const experimentTemplate = nameOf(
  'an experiment template',
  /^EXT[A-Za-z0-9]{1,60}$/,
  'its id, which begins with EXT',
);
export const alarmName = z.string().superRefine((given, context) => {
  const problem = given.startsWith('arn:')
    ? isAlarmArn(given)
      ? undefined
      : ' or its ARN, arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME, got another ARN'
    : problemOf(given, printed(255), printedWords(255));
  if (problem)
    context.addIssue({ code: 'custom', message: `expected the name of an alarm${problem}` });
});

/** A bucket of S3. */
export const bucketName = z
  .string()
  .regex(/^(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket in S3');
