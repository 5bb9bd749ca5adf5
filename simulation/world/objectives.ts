// The service level objectives of a scenario: set on what a target deploys to, and spent while a revision misbehaves.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { kindFor } from './kinds/kinds.ts';
import type { Misbehaviour, Scenario } from './scenario.ts';

type Objective = Scenario['objectives'][number];
type OfBudget = Extract<Misbehaviour, { how: 'budget' }>;

/** A stretch of time, in milliseconds, in which a budget is spent so many times as fast as it may. */
interface Burning {
  readonly from: number;
  until: number;
  readonly pace: number;
}

export interface Budgets {
  set(target: TargetDefinition, objective: Objective): void;
  /** Spends the budgets of the target's objectives. Returns how it ends. */
  burn(target: TargetDefinition, what: OfBudget): () => void;
}

const DAY = 86_400_000;
const CREATED_DAYS_AGO = 90;

export function budgets(aws: EmbeddedAws, clock: VirtualClock): Budgets {
  const burnings = new Map<string, Burning[]>();
  const burningsOf = (name: string) => {
    const known = burnings.get(name) ?? [];
    burnings.set(name, known);
    return known;
  };

  return {
    set(target, { name = `${target.name}-availability`, goal, days, spentPercent, on }) {
      const own = burningsOf(target.name);
      const { services, environment: Environment } = kindFor(target).watchedAs(target);
      const service = services[0].name;
      aws.applicationSignals.add(target, {
        name,
        keyAttributes: on === 'metric' ? {} : { Type: 'Service', Name: service, Environment },
        metric:
          on === 'metric'
            ? {
                namespace: 'AWS/Lambda',
                name: 'Errors',
                dimensions: { FunctionName: service },
              }
            : {
                namespace: 'ApplicationSignals',
                name: 'Fault',
                dimensions: { Service: service, Environment },
              },
        createdAt: new Date(clock.millis() - CREATED_DAYS_AGO * DAY),
        goalPercent: goal,
        days,
        spentAt: (at) => spentPercent / 100 + burntOf(own, at) / (days * DAY),
      });
    },

    burn(target, { after, for: lasts, pace }) {
      const from = clock.millis() + secondsIn(after) * 1000;
      const until = lasts === undefined ? Number.POSITIVE_INFINITY : from + secondsIn(lasts) * 1000;
      const burning = { from, until, pace };
      burningsOf(target.name).push(burning);
      return () => {
        burning.until = Math.min(burning.until, clock.millis());
      };
    },
  };
}

function burntOf(own: readonly Burning[], at: number): number {
  return own.reduce(
    (sum, { from, until, pace }) => sum + pace * Math.max(0, Math.min(at, until) - from),
    0,
  );
}
