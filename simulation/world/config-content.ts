// The configurations that builds make, which say whose they are.

import * as z from 'zod';

export function configOf(name: string): string {
  return `${JSON.stringify({ revision: name, checkout: { timeoutSeconds: 3 } }, undefined, 2)}\n`;
}

const read = z.object({ revision: z.string() });

/** The revision whose configuration it is, by the scenario's name. */
export function revisionOfConfig(content: string): string | undefined {
  try {
    return read.parse(JSON.parse(content)).revision;
  } catch {
    return undefined;
  }
}
