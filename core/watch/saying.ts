// What a source says of a release, in the end.

import * as z from 'zod';

/**
 * A charge proves harm since the deployment, as an alarm does. A doubt keeps a bake from passing. An aside is worth
 * telling and decides nothing.
 */
export const sayingSchema = z.discriminatedUnion('says', [
  z.strictObject({ says: z.enum(['charge', 'doubt', 'aside']), text: z.string() }).readonly(),
  z.strictObject({ says: z.literal('nothing') }).readonly(),
]);

export type Saying = z.output<typeof sayingSchema>;

export const nothing: Saying = { says: 'nothing' };
export const charge = (text: string): Saying => ({ says: 'charge', text });
export const doubt = (text: string): Saying => ({ says: 'doubt', text });
export const aside = (text: string): Saying => ({ says: 'aside', text });
