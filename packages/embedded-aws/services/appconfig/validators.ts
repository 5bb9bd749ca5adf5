// What a profile’s validators say of a configuration before it is deployed: a JSON schema, or a function of the team’s.

import * as z from 'zod';

/** A schema is held here; a function is what whoever makes the world says of it. */
export type Validator =
  | { readonly type: 'JSON_SCHEMA'; readonly content: string }
  | {
      readonly type: 'LAMBDA';
      /** Its ARN. */
      readonly content: string;
      /** Why it throws; undefined where it does not. */
      readonly throws: (configuration: string) => string | undefined;
    };

/** What stands against it, in AppConfig's form; undefined for nothing. */
export function againstValidators(
  { validators }: { readonly validators: readonly Validator[] },
  configuration: string,
): string | undefined {
  const reasons = validators.flatMap((each) => {
    const why =
      each.type === 'LAMBDA'
        ? each.throws(configuration)
        : againstSchema(each.content, configuration);
    return why === undefined ? [] : [`[${each.type}] ${why}`];
  });
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

function againstSchema(schema: string, configuration: string): string | undefined {
  const { value, problem } = parsed(configuration);
  if (problem !== undefined) return problem;
  const { success, error } = z.fromJSONSchema(JSON.parse(schema) as never).safeParse(value);
  if (success) return undefined;
  return error.issues.map(({ path, message }) => `$.${path.join('.')}: ${message}`).join(', ');
}

function parsed(text: string): { readonly value?: unknown; readonly problem?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'the configuration is no JSON' };
  }
}
