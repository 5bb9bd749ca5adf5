// The functions of teams that are tests, or hooks of rollbacks, as the scenario has them behave.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import * as z from 'zod';
import type { Place } from '../../aws/clients.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { placeOf } from '../../core/pipeline/test-schema.ts';
import type { EndsBadly } from './bad-test.ts';
import { home } from './place.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly stage: string;
  readonly endsBadly: EndsBadly;
}

/** A function, and an alias after a colon. */
interface Named {
  readonly named: string;
  readonly place: Place;
}

const Event = z.looseObject({
  key: z.string(),
  commit: z.string(),
  stage: z.string(),
  /** Of a test alone. */
  test: z.string().optional(),
});

const USUAL_SECONDS = 10;
/** Longer than any function lives. */
const NEVER_SECONDS = 3_600;

export function addTeamFunctions(parts: Parts, pipelines: readonly PipelineDefinition[]): void {
  const all = pipelines.flatMap(({ hooks = {}, stages }): Named[] => [
    ...Object.values(hooks).flatMap((hook) =>
      hook?.lambda === undefined ? [] : { named: hook.lambda, place: home },
    ),
    ...stages.flatMap(({ tests }) =>
      tests.flatMap((test) =>
        test.lambda === undefined ? [] : { named: test.lambda, place: placeOf(test, home) },
      ),
    ),
  ]);
  const alike = Map.groupBy(all, ({ named, place }) =>
    [place.account, place.region, named.split(':')[0]].join(' '),
  );
  for (const those of alike.values()) {
    const [{ named, place }] = those as [Named, ...Named[]];
    const [name = ''] = named.split(':');
    parts.aws.lambda.register({
      ...place,
      name,
      timeoutSeconds: 900,
      tags: { tidegate: parts.stage },
      aliases: [...new Set(those.flatMap((each) => each.named.split(':')[1] ?? []))],
      handler: handlerOf(parts, name),
    });
  }
}

/**
 * A test says that it failed, and a hook throws; what hangs, neither answers. What nobody wanted to end is thrown, and
 * what a person has stopped says something that is no answer. Called twice for one run, it does it once.
 */
function handlerOf({ clock, endsBadly }: Parts, runner: string) {
  const done = new Map<string, ReturnType<EndsBadly>>();
  return async (event: unknown) => {
    const { key, commit, stage, test } = Event.parse(event);
    if (!done.has(key)) done.set(key, endsBadly({ runner, commit, stage }));
    const status = done.get(key);
    if (status === 'TIMED_OUT') return clock.sleep(NEVER_SECONDS);
    if (test !== undefined && status === 'FAILED')
      return { status: 'failed', message: 'as the scenario has it' };
    if (test !== undefined && status === 'STOPPED') return 'stopped';
    if (status !== undefined) throw new Error(`the function ended ${status}`);
    await clock.sleep(USUAL_SECONDS);
    return { status: 'passed', link: `https://tests.example.com/${encodeURIComponent(key)}` };
  };
}
