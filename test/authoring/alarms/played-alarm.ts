// A written alarm, fed with an hour of a good service, some minutes of a bad one, and half an hour of a good one again.

import { alarmTemplates } from '../../../authoring/alarms/alarm-template.ts';
import { alarmTargetOf, watchedOf } from '../../../authoring/alarms/from-pipeline.ts';
import type { Facts } from '../../../authoring/cloudformation/found.ts';
import type { WatchedResource } from '../../../core/pipeline/watch-schema.ts';
import { alarmWorld, type Minute } from './alarm-world.ts';

const target = {
  name: 'prod',
  account: '111122223333',
  region: 'us-east-1',
  ec2: { application: 'shop', deploymentGroup: 'prod' },
  alarms: [],
};

export function stackOf(resource: WatchedResource, facts: Facts = {}) {
  const watched = watchedOf(resource);
  const resources = [{ ...watched, facts: { ...watched.facts, ...facts } }];
  const [template] = alarmTemplates([alarmTargetOf('shop', { stage: 'prod', target, resources })], {
    description: 'test',
    dashboard: 'shop',
    region: 'us-east-1',
  });
  return template!;
}

export const sum = (value: number): Minute => [[value, 1]];

export interface Case {
  readonly alarm: string;
  readonly resource: WatchedResource;
  readonly facts?: Facts;
  readonly namespace: string;
  readonly dimensions: Record<string, string>;
  readonly good: Record<string, Minute>;
  readonly bad: Record<string, Minute>;
  /** Whether it is a reason to roll back. */
  readonly rollsBack: boolean;
  readonly minutes?: number;
}

/** The alarm alone, with the composite where it is a reason to roll back; nothing before, and nothing after. */
export async function expectToFire(each: Case): Promise<void> {
  const { alarm, resource, namespace, dimensions, good, bad, rollsBack, minutes = 12 } = each;
  const { clock, deploy, feed, firing, fired, play } = alarmWorld(stackOf(resource, each.facts));
  const metrics = { ...good, ...bad };
  const feeds = Object.fromEntries(
    Object.keys(metrics).map((name) => [name, feed(namespace, name, dimensions)]),
  );
  const set = (values: Record<string, Minute>) => {
    for (const [name, minute] of Object.entries(values)) feeds[name]!(minute);
  };

  const seen = await play(async () => {
    set(good);
    await deploy();
    await clock.sleep(60 * 60);
    const quiet = fired();
    set(bad);
    await clock.sleep(minutes * 60);
    const loud = firing();
    set(Object.fromEntries(Object.keys(bad).map((name) => [name, undefined])));
    set(good);
    await clock.sleep(30 * 60);
    return { quiet, loud, ever: fired().toSorted(), after: firing() };
  });

  const rollBack = rollsBack ? ['shop-prod-roll-back'] : [];
  const loud = [`shop-prod-${alarm}`, ...rollBack];
  expect(seen).toEqual({ quiet: [], loud, ever: loud.toSorted(), after: [] });
}
