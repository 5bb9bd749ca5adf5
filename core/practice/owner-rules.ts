// Rules on who answers for a pipeline.

import * as z from 'zod';
import { type Breach, rule } from './rule.ts';

export const ownerAndContact = rule({
  id: 'owner-and-contact',
  title: 'Owner and contact present',
  why: 'When a release waits for an answer, somebody must be found, at night too, by people who do not know the service.',
  fix: 'say who owns the pipeline and where they are reached: owner: team-checkout, contact: "#team-checkout"',
  level: 'warn',
  sees: 'file',
  parameters: {
    owner: z.boolean().default(true).meta({ description: 'Whether an owner must be named.' }),
    contact: z.boolean().default(true).meta({ description: 'Whether a contact must be named.' }),
  },
  check({ pipeline }, wanted) {
    return (['owner', 'contact'] as const).flatMap((key): Breach[] => {
      const said = pipeline[key]?.trim();
      if (!wanted[key] || said) return [];
      return [
        {
          path: [key],
          text: `expected pipeline ${pipeline.pipeline} to name its ${key}, got none`,
        },
      ];
    });
  },
});
