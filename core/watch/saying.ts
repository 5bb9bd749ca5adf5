// What a source says of a release, in the end.

/**
 * A charge proves harm since the deployment, as an alarm does. A doubt keeps a bake from passing. An aside is worth
 * telling and decides nothing.
 */
export type Saying =
  | { readonly says: 'charge' | 'doubt' | 'aside'; readonly text: string }
  | { readonly says: 'nothing' };

export const nothing: Saying = { says: 'nothing' };
export const charge = (text: string): Saying => ({ says: 'charge', text });
export const doubt = (text: string): Saying => ({ says: 'doubt', text });
export const aside = (text: string): Saying => ({ says: 'aside', text });
