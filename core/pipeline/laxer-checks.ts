// What "laxer" means for the words of a template: a stage beside what it extends, and the orders that words have.

import { secondsIn } from '../duration.ts';
import type { Finding } from '../strict-yaml.ts';
import type { PipelineDefinition } from './schema.ts';
import type { StageDefinition } from './stage-schema.ts';
import type { TemplateDefinition, TemplateStage } from './template-schema.ts';

export type Path = readonly PropertyKey[];

/** A stage beside what its template asks of it. */
export interface Pair {
  readonly stage: StageDefinition;
  readonly base: TemplateStage;
  readonly path: Path;
  readonly template: TemplateDefinition;
  readonly pipeline: PipelineDefinition;
}

export function asIn({ template, version }: TemplateDefinition): string {
  return `as template ${template} ${version} has`;
}

export function shorter(
  path: Path,
  own: string,
  least: string,
  template: TemplateDefinition,
): Finding[] {
  if (secondsIn(own) >= secondsIn(least)) return [];
  const text = `expected a bake of at least ${least}, ${asIn(template)}, got ${own}; bake longer`;
  return [{ path, text }];
}

interface Ordered {
  readonly own: string;
  readonly least: string;
  /** The laxest first. */
  readonly order: readonly string[];
  readonly template: TemplateDefinition;
}

export function below(path: Path, { own, least, order, template }: Ordered): Finding[] {
  if (order.indexOf(own) >= order.indexOf(least)) return [];
  const allowed = order.slice(order.indexOf(least)).join(' or ');
  return [{ path, text: `expected ${allowed}, ${asIn(template)}, got ${own}` }];
}
