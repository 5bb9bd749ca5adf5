// The shape of what a schema reads, without its checks.

import * as z from 'zod';

/**
 * A schema of the same words and types that asks no more: no lengths, patterns or rules between fields.
 *
 * What people write is checked as it comes in. What was kept of it has been: a check that came since, or was
 * sharpened, makes nothing unreadable that runs already.
 *
 *     z.string().regex(/^[a-z]+$/)          →  z.string()
 *     z.strictObject({ … }).refine(…)       →  z.strictObject({ … })
 *     z.array(region).min(2)                →  z.array(z.string())
 */
export function shapeOf<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> {
  return shaped(schema) as z.ZodType<z.output<Schema>>;
}

function shaped(schema: z.core.$ZodType): z.ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      return z.string();
    case 'number':
      return z.number();
    case 'array':
      return z.array(shaped(def.element));
    case 'optional':
      return z.optional(shaped(def.innerType));
    case 'default':
      return shaped(def.innerType).default(() => def.defaultValue as never);
    case 'union':
      return z.union(def.options.map(shaped));
    case 'record':
      return z.record(z.string(), shaped(def.valueType));
    case 'object':
      return z.strictObject(
        Object.fromEntries(Object.entries(def.shape).map(([key, of]) => [key, shaped(of)])),
      );
    // What was kept is what came out of it.
    case 'pipe':
      return shaped(def.out);
    case 'boolean':
    case 'enum':
    case 'literal':
    // What nobody may write was kept by nobody.
    case 'never':
      return schema as z.ZodType;
    default:
      throw new Error(`Expected a schema whose shape is known, got one of a ${def.type}.`);
  }
}
