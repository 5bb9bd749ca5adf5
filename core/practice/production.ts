// Which stages of a pipeline are production: where customers are.

import { targetsOf } from '../pipeline/parse.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';

/** `prod`, `production`, `prod-eu`. */
const PRODUCTION = /^prod(uction)?(-|$)/;

/** What a stage may be called without being taken for production. */
const BEFORE_PRODUCTION =
  /^(verify|build|alpha|beta|gamma|dev|develop|development|test|testing|qa|integration|sandbox|staging|stage|pre-?prod|preproduction|uat)(-|$)/;

/**
 * The names of the production stages: the first one called `prod`, `production` or `prod-…`, and each stage with
 * targets after it; where none is called so, the last stage with targets. A stage whose name says that it comes before
 * production is none, wherever it stands.
 *
 *     verify, beta, gamma, prod        →  prod
 *     beta, prod-one-box, emea, apac   →  prod-one-box, emea, apac
 *     beta, gamma, live                →  live
 *     beta, prod, gamma                →  prod
 *     verify, beta                     →  none
 */
export function productionStagesOf({ stages }: PipelineDefinition): ReadonlySet<string> {
  const deployed = stages.filter((stage) => targetsOf(stage).length > 0).map(({ name }) => name);
  const first = deployed.findIndex((name) => PRODUCTION.test(name));
  const found = first >= 0 ? deployed.slice(first) : deployed.slice(-1);
  return new Set(found.filter((name) => !BEFORE_PRODUCTION.test(name)));
}
