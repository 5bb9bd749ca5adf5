// Which stages of a plan are production: where customers are.

import type { PlannedWave } from '../plan.ts';

/** `prod`, `production`, `prod-eu`. */
const PRODUCTION = /^prod(uction)?(-|$)/;

/** Whether a stage's name alone says that it is production. */
export function isProductionName(name: string): boolean {
  return PRODUCTION.test(name);
}

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
export function productionStagesOf(plan: readonly PlannedWave[]): ReadonlySet<string> {
  const deploying = plan.filter(({ targets }) => targets.length > 0).map(({ stage }) => stage);
  const deployed = [...new Set(deploying)];
  const first = deployed.findIndex((name) => PRODUCTION.test(name));
  const found = first >= 0 ? deployed.slice(first) : deployed.slice(-1);
  return new Set(found.filter((name) => !BEFORE_PRODUCTION.test(name)));
}
