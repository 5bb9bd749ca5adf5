// An alias of a Lambda function that Tidegate itself shifts.

import type { TargetOf } from '../pipeline/target-schema.ts';
import { paceOf } from '../strategy.ts';
import { nodeOf } from '../watch/resources.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'alias'>;

export const alias: Kind<Target> = {
  word: 'Lambda',
  placesOf: (target) => [{ what: 'alias', node: nodeOf(resourceOf(target)) }],
  deployedTo: (target) => [nodeOf(resourceOf(target))],
  resourcesOf: (target) => [resourceOf(target)],
  codeOf: (target) => target.lambda.function,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: ({ strategy }) => paceOf(strategy),
  getsOf: ({ lambda: { image } }) => (image === undefined ? 'artifact' : 'images'),
  hasVersions: true,
};

function resourceOf({ lambda: { function: name, alias: called } }: Target) {
  return { lambda: { function: name, alias: called } };
}
