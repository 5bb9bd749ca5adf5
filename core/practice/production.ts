// Which stages of a plan are production: where customers are.

import { kindFor } from '../kinds/kinds.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { PlannedWave } from '../planned-wave.ts';

/** `prod`, `production`, `prod-eu`. */
const PRODUCTION = /^prod(uction)?(-|$)/;

/** Whether a stage's name alone says that it is production. */
export function isProductionName(name: string): boolean {
  return PRODUCTION.test(name);
}

/** What a stage may be called without being taken for production. */
const BEFORE_PRODUCTION =
  /^(verify|build|alpha|beta|gamma|dev|develop|development|test|testing|qa|integration|sandbox|staging|stage|pre-?prod|preproduction|uat)(-|$)/;

/** Whether a stage's name alone says that it comes before production. */
export function isNameBeforeProduction(name: string): boolean {
  return BEFORE_PRODUCTION.test(name);
}

/**
 * The names of the production stages: the first one called `prod`, `production` or `prod-…`, and each stage with
 * targets after it; where none is called so, the last stage with targets. A stage whose name says that it comes before
 * production is none, wherever it stands. And whatever it is called and wherever it stands: a stage that touches what
 * these touch (see `touchesProduction`).
 *
 *     verify, beta, gamma, prod                          →  prod
 *     beta, prod-one-box, emea, apac                     →  prod-one-box, emea, apac
 *     beta, gamma, live                                  →  live
 *     beta, prod, gamma                                  →  prod
 *     verify, beta                                       →  none
 *     early (in the account of prod), beta, gamma, prod  →  early, prod
 */
export function productionStagesOf(plan: readonly PlannedWave[]): ReadonlySet<string> {
  const known = found.get(plan);
  if (known) return known;
  const stages = productionOf(plan);
  found.set(plan, stages);
  return stages;
}

/** Rules ask it again and again of one plan. */
const found = new WeakMap<readonly PlannedWave[], ReadonlySet<string>>();

function productionOf(plan: readonly PlannedWave[]): ReadonlySet<string> {
  const deploying = plan.filter(({ targets }) => targets.length > 0);
  const deployed = [...new Set(deploying.map(({ stage }) => stage))];
  const first = deployed.findIndex((name) => PRODUCTION.test(name));
  const last = first >= 0 ? deployed.slice(first) : deployed.slice(-1);
  const named = last.filter((name) => !BEFORE_PRODUCTION.test(name));
  const targetsOf = (names: readonly string[]) =>
    deploying.filter(({ stage }) => names.includes(stage)).flatMap(({ targets }) => targets);
  const production = targetsOf(named);
  const before = targetsOf(deployed.filter((name) => BEFORE_PRODUCTION.test(name)));
  const touches = touching(production, before);
  const reaching = deployed.filter((name) => targetsOf([name]).some(touches));
  return new Set(deployed.filter((name) => named.includes(name) || reaching.includes(name)));
}

/**
 * Whether targets are where customers are, whatever their stage is called: one is in an account that production
 * uses and no stage before it does, or it deploys to a function that production deploys to. Where one account holds
 * every stage, it tells nothing, and only what is deployed to does.
 */
export function touchesProduction(
  targets: readonly TargetDefinition[],
  production: readonly TargetDefinition[],
  before: readonly TargetDefinition[],
): boolean {
  return targets.some(touching(production, before));
}

function touching(
  production: readonly TargetDefinition[],
  before: readonly TargetDefinition[],
): (target: TargetDefinition) => boolean {
  const shared = new Set(before.map(({ account }) => account));
  const accounts = new Set(production.map(({ account }) => account));
  const code = new Set(production.flatMap(codeOf));
  return (target) =>
    (accounts.has(target.account) && !shared.has(target.account)) ||
    codeOf(target).some((each) => code.has(each));
}

function codeOf(target: TargetDefinition): string[] {
  const code = kindFor(target).codeOf(target);
  return code === undefined ? [] : [`${target.account}/${target.region}/${code}`];
}
