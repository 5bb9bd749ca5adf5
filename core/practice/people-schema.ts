// What a policy says of people: which of git's identities and of IAM's principals are theirs.

import * as z from 'zod';
import { name, text } from '../pipeline/value-schemas.ts';
import { principal } from './principal.ts';

export const person = z
  .strictObject({
    git: z
      .array(text)
      .min(1)
      .meta({
        description: 'Their identities in git: the addresses that stand in their commits.',
        examples: [['ada@example.com']],
      }),
    principals: z
      .array(principal)
      .min(1)
      .meta({
        description:
          'ARNs of IAM users, of roles that nobody else has, or of sessions; * stands for any letters.',
        examples: [['arn:aws:sts::111122223333:assumed-role/Developers/ada']],
      }),
  })
  .meta({ description: 'A person, by their identities.' });

export type PolicyPerson = z.output<typeof person>;

/** What a policy may say of people. */
export const peopleAndRoles = {
  people: z.record(name, person).optional().meta({
    description: 'People, by name. Whoever is not among them may approve nothing.',
  }),
  roles: z
    .record(name, z.array(name).min(1))
    .optional()
    .meta({
      description: 'Roles in which people approve: for each the names of those who have it.',
      examples: [{ 'release-manager': ['ada', 'grace'] }],
    }),
};
