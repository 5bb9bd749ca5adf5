// The parameters and tags of a stack, in a file of the artifact: the form that CodePipeline's action takes.

import * as z from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]).transform((it) => String(it));

const configuration = z.strictObject({
  Parameters: z.record(z.string(), value).default({}),
  Tags: z.record(z.string(), value).optional(),
});

export type StackConfiguration = z.output<typeof configuration>;

/** What the file says, or what is wrong with it. */
export function configurationIn(
  path: string,
  text: string,
): { readonly said: StackConfiguration } | { readonly problem: string } {
  try {
    const { data, error } = configuration.safeParse(JSON.parse(text));
    if (data) return { said: data };
    const problem = z.prettifyError(error).replaceAll('\n', ' ').slice(0, 300);
    return {
      problem: `expected ${path} to be { "Parameters": { … }, "Tags": { … } }, got ${problem}`,
    };
  } catch {
    return { problem: `expected ${path} to be JSON, got ${text.slice(0, 60)}` };
  }
}
