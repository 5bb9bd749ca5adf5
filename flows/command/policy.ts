// Command "policy": an organisation's policy becomes the one in force.

import { parsePolicy } from '../../core/practice/policy.ts';
import { applyPolicy, readPolicy } from '../policy.ts';
import { differencesShown } from './differences.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';

export const policy: CommandFlow<'policy'> = {
  whose: async () => ['organisation'],

  async intend(ports, { body }) {
    const after = parsePolicy(body.text, body.file);
    const { version, appliedAt, policy: before } = await readPolicy(ports);
    return {
      about:
        version === 0
          ? `policy ${after.policy}: none has been applied yet`
          : `policy ${before.policy}: version ${version} is in force, applied ${appliedAt}`,
      changes: differencesShown(before, after),
      notes: ['releases that run are not checked again; the next to start is'],
      seen: { version },
    };
  },

  async act(ports, order, { seen, changes }) {
    const { body, by, at } = order;
    const { version: onVersion } = seen as { readonly version: number };
    const why = body.reason ?? 'no reason given';
    const text = `applied by ${by.name} (${by.arn}): ${why}; seen: version ${onVersion}`;
    const after = parsePolicy(body.text, body.file);
    const applied = await applyPolicy(ports, after, {
      onVersion,
      at,
      text,
      person: personTold(order, { changes }, `version ${onVersion}`),
    });
    const did = `policy ${after.policy}: version ${applied.version} is in force`;
    return { did: [did], facts: { ...applied } };
  },
};
