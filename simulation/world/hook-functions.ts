// The functions that pipelines have called before and after rollbacks, as the scenario has them behave.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import * as z from 'zod';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { counted } from './counted.ts';
import { home } from './place.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly scenario: Scenario;
  readonly revisions: Revisions;
  readonly stage: string;
}

const Event = z.looseObject({ key: z.string(), commit: z.string(), stage: z.string() });

const USUAL_SECONDS = 10;
/** Longer than any hook is waited for. */
const NEVER_SECONDS = 3_600;

export function addHookFunctions(parts: Parts, pipelines: readonly PipelineDefinition[]): void {
  const named = pipelines.flatMap(({ hooks = {} }) =>
    Object.values(hooks).flatMap((hook) => hook?.lambda ?? []),
  );
  const aliases = Map.groupBy(named, (each) => each.split(':')[0] ?? each);
  for (const [name, all] of aliases)
    parts.aws.lambda.register({
      ...home,
      name,
      timeoutSeconds: 900,
      tags: { tidegate: parts.stage },
      aliases: [...new Set(all.flatMap((each) => each.split(':')[1] ?? []))],
      handler: handlerOf(parts, name),
    });
}

/** What a test does that fails, it throws; what a test does that hangs, it never answers. */
function handlerOf({ clock, scenario, revisions }: Parts, name: string) {
  const played = counted();
  return async (event: unknown) => {
    const { commit, stage } = Event.parse(event);
    const found = scenario.misbehaviours.find((each) => {
      if (each.how !== 'test' || each.test !== name) return false;
      const commits = [revisions.commitOf(each.revision), revisions.builtOf(each.revision)];
      const isMeant = commits.includes(commit) && (each.stage ?? stage) === stage;
      return isMeant && played.isLeft(each, each.times);
    });
    if (found?.how !== 'test') return clock.sleep(USUAL_SECONDS);
    played.add(found);
    if (found.status === 'TIMED_OUT') return clock.sleep(NEVER_SECONDS);
    throw new Error(`the hook ended ${found.status}`);
  };
}
