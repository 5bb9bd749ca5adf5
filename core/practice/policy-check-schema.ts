// What a release was found to break as it started, as it is kept with it.

import * as z from 'zod';

const waiverSchema = z
  .strictObject({
    rule: z.string(),
    owner: z.string(),
    reason: z.string(),
    expires: z.string(),
    daysLeft: z.number(),
  })
  .readonly();

/** A rule that is broken, once however often. */
const checkedRuleSchema = z
  .strictObject({
    rule: z.string(),
    level: z.enum(['advise', 'warn', 'enforce']),
    count: z.int(),
    /** The first place where it is broken. */
    text: z.string(),
    fix: z.string(),
    unsure: z.literal(true).exactOptional(),
    waiver: waiverSchema.exactOptional(),
  })
  .readonly();

export type CheckedRule = z.output<typeof checkedRuleSchema>;

export const policyCheckSchema = z
  .strictObject({
    policy: z.string(),
    policyVersion: z.int(),
    rules: z.array(checkedRuleSchema).readonly(),
  })
  .readonly();

export type PolicyCheck = z.output<typeof policyCheckSchema>;
