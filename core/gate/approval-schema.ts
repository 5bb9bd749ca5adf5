// Approvals, as a pipeline asks for them, and as they are kept.

import * as z from 'zod';
import { noun } from '../noun.ts';
import { lasting, text } from '../pipeline/value-schemas.ts';

export const approvals = z
  .strictObject({
    by: z
      .array(text)
      .min(1)
      .meta({
        description:
          'Who may approve: roles and people of the policy, or ARNs of IAM users and roles; any of them. Never the author of the change.',
        examples: [['release-manager', 'ada']],
      }),
    quorum: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .meta({ description: 'How many different people must approve.' }),
    expires: lasting
      .default('8h')
      .meta({ description: 'For how long an approval counts; the stage must start by then.' }),
  })
  .meta({ description: 'People who must approve the plan of the stage before it starts.' });

export const plannedApprovalsSchema = z
  .strictObject({
    by: z.array(z.string()).readonly(),
    quorum: z.int(),
    expiresSeconds: z.number(),
  })
  .readonly();

export type PlannedApprovals = z.output<typeof plannedApprovalsSchema>;

const decisionSchema = z
  .strictObject({
    /** The ARN of whoever decided, and what is granted something: the user, or the role of a session. */
    by: z.string(),
    principal: z.string(),
    name: z.string(),
    says: z.enum(['approve', 'reject']),
    reason: z.string(),
    at: z.string(),
    /** Of the plan that was seen: another one is not approved by it. */
    plan: z.string(),
  })
  .readonly();

export type Decision = z.output<typeof decisionSchema>;

const decisionsSchema = z
  .strictObject({
    release: z.string(),
    stage: z.string(),
    decisions: z.array(decisionSchema).readonly(),
  })
  .readonly();

export type Decisions = z.output<typeof decisionsSchema>;

export const decisionsNoun = noun('decisions on a stage', decisionsSchema);
