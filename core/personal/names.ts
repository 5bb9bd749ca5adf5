// What a person's own stage is called, so that it is never another person's, nor the team's.

import { createHash } from 'node:crypto';
import { personOf } from '../command/person.ts';

/** What AWS and a pipeline file take as a name of this length, and a terminal shows in a column. */
const MOST_PERSON = 20;
const MOST_NAME = 40;
const MARK_DIGITS = 8;

/** What stands as it is: short, of one word or several, and unlike what is made of other names. */
const PLAIN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MARKED = new RegExp(`-[0-9a-f]{${MARK_DIGITS}}$`);
const DEV = 'dev';

export interface PersonalNames {
  /** As it stands in all names. */
  readonly person: string;
  /** The pipeline's, such as `checkout-dev-ada`. */
  readonly pipeline: string;
  /** The stage's and the aliases', such as `dev-ada`. */
  readonly stage: string;
}

/**
 * A person's name as it can stand in names. Two that differ get two that differ: whatever has to be changed bears a
 * mark of what it was, and what looks as if it had one is marked too. How letters are composed makes no other person.
 *
 *     ada              →  ada
 *     Ada@example.com  →  ada-example-d26b3a0c
 *     ../x             →  x-1a5e1dc8
 *     지민             →  u-62592f27
 */
export function personIn(given: string): string {
  const said = given.normalize('NFC');
  const parts = said.split('-');
  const isPlain = PLAIN.test(said) && said.length <= MOST_PERSON && !MARKED.test(said);
  if (isPlain && (said === DEV || !parts.includes(DEV))) return said;
  const words = said
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== DEV)
    .join('-')
    .slice(0, MOST_PERSON - MARK_DIGITS - 1)
    .replace(/^[^a-z]+|-+$/g, '');
  return `${words || 'u'}-${markOf('person', said)}`;
}

/**
 * The names of a person's stage of a team's pipeline. The last `-dev-` parts the two, for no person has one; where both
 * are too long for a name, both are cut, and a mark tells them apart.
 */
export function personalNames(team: string, said: string): PersonalNames {
  const person = personIn(said);
  const whole = `${team}-${DEV}-${person}`;
  const stage = `${DEV}-${person}`;
  if (whole.length <= MOST_NAME) return { person, pipeline: whole, stage };
  const mark = markOf('pipeline', `${team} ${person}`);
  const left = MOST_NAME - `-${DEV}-`.length - MARK_DIGITS - 1;
  const own = person.slice(0, Math.floor(left / 2));
  const first = team.slice(0, left - own.length);
  return { person, pipeline: `${trimmed(first)}-${DEV}-${trimmed(own)}-${mark}`, stage };
}

function trimmed(text: string): string {
  return text.replace(/-+$/, '');
}

function markOf(what: string, text: string): string {
  return createHash('sha256').update(`${what}\0${text}`).digest('hex').slice(0, MARK_DIGITS);
}

/** Names of sessions that programs make up: another one each time. */
const MADE_UP =
  /^(botocore-session-\d+|aws-cli-\d+|aws-sdk-\w+-\d+|AWSCLI-Session|i-[0-9a-f]+|\d+|[0-9a-f-]{32,36})$/;

/**
 * Whom the credentials name; undefined where that is no person: a session whose name a program made up, or the root of
 * an account.
 *
 *     arn:aws:iam::111122223333:user/team/ada                   →  ada
 *     arn:aws:sts::111122223333:assumed-role/Developers/ada@x   →  ada@x
 *     arn:aws:sts::111122223333:assumed-role/Developers/botocore-session-1700000000  →  undefined
 */
export function callerNameIn(arn: string): string | undefined {
  if (personOf(arn) === undefined || arn.endsWith(':root')) return undefined;
  const last = arn.split('/').at(-1) ?? '';
  return last === '' || MADE_UP.test(last) ? undefined : last;
}
