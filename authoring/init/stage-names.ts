// Stages and names, as people write them in templates.

import { hash } from '../alarms/name.ts';

/** The stages that init proposes, in order; verify has no targets. */
export const STAGES = ['beta', 'gamma', 'prod'] as const;

export type StageName = (typeof STAGES)[number];

/** What others call them; the nearest first. */
const CALLED: Readonly<Record<StageName, readonly string[]>> = {
  beta: [
    'beta',
    'dev',
    'develop',
    'development',
    'alpha',
    'test',
    'testing',
    'int',
    'qa',
    'sandbox',
  ],
  gamma: [
    'gamma',
    'staging',
    'stage',
    'stg',
    'preprod',
    'preproduction',
    'pre',
    'uat',
    'acceptance',
  ],
  prod: ['prod', 'production', 'prd', 'live', 'main'],
};

/** Words that name a stage and hardly anything else. */
export const CLEAR: readonly string[] = [
  'dev',
  'develop',
  'development',
  'beta',
  'qa',
  'gamma',
  'staging',
  'stg',
  'uat',
  'preprod',
  'prod',
  'production',
  'prd',
];

/** The words of a name: `ShopApi-prodEu_2` is shop, api, prod, eu, 2. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/**
 * Which stage a name speaks of.
 *
 *     shop-staging   →  gamma
 *     ShopProdStack  →  prod
 *     shop           →  undefined
 */
export function stageNamed(name: string): StageName | undefined {
  const words = wordsOf(name);
  return STAGES.findLast((stage) => words.some((word) => CALLED[stage].includes(word)));
}

/** Which of the values a template knows is a stage's own; undefined where none is. */
export function valueForStage(stage: StageName, values: readonly string[]): string | undefined {
  const found = CALLED[stage].map((called) => values.find((it) => it.toLowerCase() === called));
  return found.find((value) => value !== undefined);
}

/** Logical ids of CDK end in a hash, and many in what they are. */
const ENDINGS =
  /(?<=.)(?:[0-9A-F]{8}|Lambda ?Function|Function|Lambda|Handler|Fn|Alias|Deployment ?Group)$/;

/**
 * A name for a target, from whatever a template calls the thing.
 *
 *     OrdersFunction        →  orders
 *     GetOrdersFn3F0A1B2C   →  get-orders
 */
export function slugOf(id: string): string {
  const short = id.replace(/[0-9A-F]{8}$/, '').replace(ENDINGS, '') || id;
  return asName(wordsOf(short).join('-')) || 'service';
}

/**
 * A name as a pipeline file takes it: lower case, at most 40 characters, beginning with a letter. What is
 * longer ends in
 * a hash of the whole: two names that begin alike stay two.
 */
export function asName(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');
  const name = words.replace(/^[-\d]+/, '').replace(/-+$/, '');
  if (name.length <= MOST_LETTERS) return name;
  return `${name.slice(0, MOST_LETTERS - 8).replace(/-+$/, '')}-${hash(text)}`;
}

const MOST_LETTERS = 40;
